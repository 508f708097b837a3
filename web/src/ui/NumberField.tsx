import { Form, InputNumber, Typography, type GetRef, type InputNumberProps } from "antd";
import { useCallback, useEffect, useRef, useState, type Ref } from "react";
import { useWords } from "../i18n/useWords";
import { ASKED, figuresOf, numberFault } from "./numbers";

/** What the wire carries; beyond it a number cannot even be refused at its field. */
const [LEAST, MOST] = [-(2 ** 31), 2 ** 31 - 1];

type Field = GetRef<typeof InputNumber>;

interface Props extends InputNumberProps<string | number> {
  readonly ref?: Ref<Field>;
}

/** What to do about what is no number at all; what is out of bounds says its bounds. */
const MENDS: Readonly<Record<string, string>> = { NOT_A_NUMBER: "enterNumber", NOT_AN_INTEGER: "enterWholeNumber" };

/** Of several fields at fault the first one on the page is gone to. */
const isBefore = (one: Field | null, other: Element | null): boolean =>
  Boolean(one && other && one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);

/**
 * A number as people type it. What is none, or is out of bounds, stays as it was typed and is told when one goes on:
 * it is never changed behind their back, and the form around it waits until it is mended.
 */
export function NumberField({ ref, min, max, onBlur, onInput, onChange, onKeyDown, ...others }: Props) {
  const { stringMode = false, precision, value } = others;
  const [least, most] = stringMode ? [min, max] : [min ?? LEAST, max ?? MOST];
  const field = useRef<Field>(null);
  const [fault, setFault] = useState<ReturnType<typeof numberFault>>(null);
  const [isTold, setTold] = useState(false);
  const { errors } = Form.Item.useStatus();
  const t = useWords();
  const faults = useWords("faults");
  const mend = fault && MENDS[fault.code];

  useEffect(() => {
    // A number that is not what stands there came from elsewhere, such as a draft, and takes its place.
    if (Number(figuresOf(field.current?.value)) !== Number(value)) setFault(null);
  }, [value]);

  useEffect(() => {
    const form = fault && field.current?.closest("form");
    if (!form) return;
    const hold = (event: Event) => {
      const isFirst = !event.defaultPrevented || isBefore(field.current, document.activeElement);
      event.preventDefault();
      event.stopPropagation();
      setTold(true);
      if (isFirst) field.current?.focus();
    };
    const asking = ["submit", ASKED];
    for (const event of asking) form.addEventListener(event, hold, true);
    return () => {
      for (const event of asking) form.removeEventListener(event, hold, true);
    };
  }, [fault]);

  const take = useCallback(
    (node: Field | null) => {
      field.current = node;
      if (typeof ref === "function") ref(node);
      else if (ref) ref.current = node;
    },
    [ref],
  );
  return (
    <>
      <InputNumber<string | number>
        {...others}
        ref={take}
        {...(stringMode ? {} : { min: LEAST, max: MOST })}
        parser={figuresOf}
        status={fault && isTold ? "error" : others.status}
        aria-invalid={fault && isTold ? true : undefined}
        changeOnBlur={!fault}
        onInput={(text) => {
          setFault(numberFault(text, least, most, precision === 0));
          setTold(false);
          onInput?.(text);
        }}
        onChange={(next) => {
          setFault(null); // by the arrows; what is typed comes as input besides, after this
          onChange?.(next);
        }}
        onKeyDown={(event) => {
          if (fault && event.key === "Enter") event.stopPropagation(); // it would bring the former number back
          onKeyDown?.(event);
        }}
        onBlur={(event) => {
          setTold(true);
          onBlur?.(event);
        }}
      />
      {fault && isTold && errors.length === 0 && (
        <Typography.Text type="danger" role="alert" className="field-fault">
          {mend ? t(mend) : faults(fault.code, fault.params)}
        </Typography.Text>
      )}
    </>
  );
}
