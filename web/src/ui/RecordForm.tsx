import { Alert, Button, Flex, Form, Modal, type FormInstance } from "antd";
import { useCallback, useEffect, useRef, useState, type ReactNode } from "react";
import { useBlocker } from "react-router";
import { sentenceOf, useWords } from "../i18n/useWords";
import { timeText } from "../i18n/times";
import { dropDraft, keepDraft, readDraft, type Draft } from "./drafts";
import type { Refusal } from "./faults";

const KEEP_AFTER_MS = 600;

interface Props<Values extends object> {
  /** Names the draft: the object and what is edited of it. */
  readonly draftKey: string;
  readonly initial: Values;
  /** The version the form was opened from; null for a new object. */
  readonly version: number | null;
  /** Runs the mutation; answers the refusal, or null when it is saved. The version is the one to send. */
  readonly save: (values: Values, version: number | null) => Promise<Refusal | null>;
  /** Fetches the object again after somebody else changed it. */
  readonly reload?: () => void;
  /** The part of the server's paths that stands before the names of the form, such as `need`. */
  readonly pathBefore?: string;
  readonly saveLabel?: ReactNode;
  readonly cancel?: () => void;
  readonly children: ReactNode | ((form: FormInstance<Values>) => ReactNode);
}

/** A form that loses nothing: drafts are kept, faults stand at their fields, a stale edit is told beside the draft. */
export function RecordForm<Values extends object>(props: Props<Values>) {
  const { draftKey, initial, version, save, reload, pathBefore, saveLabel, cancel, children } = props;
  const [form] = Form.useForm<Values>();
  const [isDirty, setDirty] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const saved = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const t = useWords();

  useEffect(() => {
    void readDraft(draftKey).then((found) => setDraft(found ?? null));
    return () => clearTimeout(timer.current);
  }, [draftKey]);

  const keepSoon = useCallback(() => {
    setDirty(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      void keepDraft(draftKey, { values: form.getFieldsValue(true), version, keptAt: new Date().toISOString() });
    }, KEEP_AFTER_MS);
  }, [draftKey, form, version]);

  useEffect(() => {
    if (!isDirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isDirty]);
  const blocker = useBlocker(() => isDirty && !saved.current);

  const submit = async (values: Values, sent: number | null) => {
    setSaving(true);
    setRefusal(null);
    saved.current = true; // the page may lead away from inside save
    const answer = await save({ ...initial, ...values }, sent);
    saved.current = answer === null;
    setSaving(false);
    setRefusal(answer);
    if (answer === null) {
      clearTimeout(timer.current);
      setDirty(false);
      setDraft(null);
      await dropDraft(draftKey);
    } else {
      showFaults(form, answer, pathBefore);
    }
  };

  return (
    <Form<Values>
      noValidate
      form={form}
      layout="vertical"
      initialValues={initial}
      onValuesChange={keepSoon}
      onFinish={(values) => void submit(values, version)}
      scrollToFirstError={{ focus: true }}
      className="record-form"
    >
      {draft && !isDirty && (
        <Alert
          type="info"
          showIcon
          className="form-notice"
          title={t("draftFound", { time: timeText(draft.keptAt) })}
          action={
            <Flex gap="small">
              <Button
                size="small"
                type="primary"
                onClick={() => {
                  form.setFieldsValue(draft.values as never);
                  setDirty(true);
                }}
              >
                {t("useDraft")}
              </Button>
              <Button size="small" onClick={() => void dropDraft(draftKey).then(() => setDraft(null))}>
                {t("dropDraft")}
              </Button>
            </Flex>
          }
        />
      )}
      {typeof children === "function" ? children(form) : children}
      {refusal && refusal.kind !== "Stale" && <RefusalNotice refusal={refusal} form={form} pathBefore={pathBefore} />}
      <Flex gap="small" className="form-buttons">
        <Button type="primary" htmlType="submit" loading={isSaving}>
          {saveLabel ?? t("save")}
        </Button>
        {cancel && <Button onClick={cancel}>{t("cancel")}</Button>}
      </Flex>
      <Modal
        open={refusal?.kind === "Stale"}
        title={t("staleTitle")}
        onCancel={() => setRefusal(null)}
        footer={[
          <Button
            key="theirs"
            onClick={() => {
              setRefusal(null);
              setDirty(false);
              reload?.();
            }}
          >
            {t("staleTakeTheirs")}
          </Button>,
          <Button
            key="mine"
            type="primary"
            onClick={() => void submit(form.getFieldsValue(true) as Values, refusal?.currentVersion ?? null)}
          >
            {t("staleKeepMine")}
          </Button>,
        ]}
      >
        {t("staleText")}
      </Modal>
      <Modal
        open={blocker.state === "blocked"}
        title={t("leaveTitle")}
        okText={t("leave")}
        cancelText={t("stay")}
        onOk={() => blocker.proceed?.()}
        onCancel={() => blocker.reset?.()}
      >
        {t("leaveText")}
      </Modal>
    </Form>
  );
}

/** The name of a field from the server's path: `need.indicators.2.unit` is `["indicators", 2, "unit"]`. */
export function namePathOf(path: string, before?: string): (string | number)[] {
  const inner = before && path.startsWith(`${before}.`) ? path.slice(before.length + 1) : path;
  return inner.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function showFaults(form: FormInstance, refusal: Refusal, before?: string): void {
  const shown = refusal.faults.map(({ path, code, params }) => ({
    name: namePathOf(path, before),
    errors: [sentenceOf(code, params)],
  }));
  form.setFields(shown);
  const first = shown[0];
  if (first) form.scrollToField(first.name, { focus: true, block: "center" });
}

/** What no field of the form can show. */
function RefusalNotice(props: {
  readonly refusal: Refusal;
  readonly form: FormInstance;
  readonly pathBefore?: string;
}) {
  const { refusal, form, pathBefore } = props;
  const homeless = refusal.faults.filter(({ path }) => !form.getFieldInstance(namePathOf(path, pathBefore)));
  const texts = refusal.faults.length
    ? homeless.map(({ code, params }) => sentenceOf(code, params))
    : [sentenceOf(refusal.code, refusal.params)];
  if (texts.length === 0) return null;
  return <Alert type="error" showIcon className="form-notice" title={texts.join(" ")} />;
}
