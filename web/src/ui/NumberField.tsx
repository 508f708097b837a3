import { Form, InputNumber, Typography, type GetRef, type InputNumberProps } from "antd";
import { useRef, useState, type Ref } from "react";
import { useWords } from "../i18n/useWords";
import { figuresOf, numberFault } from "./numbers";

/** What the wire carries; beyond it a number cannot even be refused at its field. */
const [LEAST, MOST] = [-(2 ** 31), 2 ** 31 - 1];

interface Props extends InputNumberProps<string | number> {
  readonly ref?: Ref<GetRef<typeof InputNumber>>;
}

/** A number as people type it. One that is out of bounds is told and stays: it is never changed behind their back. */
export function NumberField({ min, max, onBlur, onInput, onChange, ...others }: Props) {
  const typed = useRef("");
  const [fault, setFault] = useState<ReturnType<typeof numberFault>>(null);
  const { errors } = Form.Item.useStatus();
  const t = useWords("faults");
  return (
    <>
      <InputNumber<string | number>
        {...others}
        {...(others.stringMode ? {} : { min: LEAST, max: MOST })}
        parser={figuresOf}
        status={fault ? "error" : others.status}
        onInput={(text) => {
          typed.current = text;
          setFault(null);
          onInput?.(text);
        }}
        onChange={(value) => {
          setFault(null);
          onChange?.(value);
        }}
        onBlur={(event) => {
          const found = numberFault(typed.current, min, max, others.precision === 0);
          queueMicrotask(() => setFault(found)); // after the field has put its figures in order
          onBlur?.(event);
        }}
      />
      {fault && errors.length === 0 && (
        <Typography.Text type="danger" role="alert" className="field-fault">
          {t(fault.code, fault.params)}
        </Typography.Text>
      )}
    </>
  );
}
