import { Alert, Button, Form } from "antd";
import { useState, type ReactNode } from "react";
import { sentenceOf } from "../../i18n/useWords";
import type { Refusal } from "../../ui/faults";

interface Props<Values extends object> {
  readonly go: string;
  /** What it does cannot be undone. */
  readonly isDanger?: boolean;
  readonly initial?: Partial<Values>;
  /** Answers the refusal, or null when it is done. */
  readonly submit: (values: Values) => Promise<Refusal | null>;
  /** What helps after a refusal, such as where to ask for another link. */
  readonly help?: (refusal: Refusal) => ReactNode;
  readonly children?: ReactNode;
}

/** A short form before one is signed in: faults stand at their fields, what has no field above the button. */
export function DoorForm<Values extends object>({
  go,
  isDanger = false,
  initial,
  submit,
  help,
  children,
}: Props<Values>) {
  const [form] = Form.useForm<Values>();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isRunning, setRunning] = useState(false);

  const finish = async (values: Values) => {
    setRunning(true);
    const answer = await submit(values);
    setRunning(false);
    setRefusal(answer);
    if (!answer) return;
    const shown = answer.faults.map(({ path, code, params }) => ({ name: path, errors: [sentenceOf(code, params)] }));
    form.setFields(shown as never);
  };
  const homeless = refusal?.faults.filter(({ path }) => !form.getFieldInstance(path)) ?? [];
  const told = refusal && (refusal.faults.length === 0 ? [refusal] : homeless);
  return (
    <Form<Values>
      noValidate
      form={form}
      layout="vertical"
      initialValues={initial as never}
      onFinish={(values) => void finish(values)}
      requiredMark={false}
      size="large"
    >
      {children}
      {refusal && told && told.length > 0 && (
        <Alert
          role="alert"
          type="error"
          showIcon
          className="form-notice"
          title={told.map(({ code, params }) => sentenceOf(code, params)).join(" ")}
          description={help?.(refusal)}
        />
      )}
      <Button type="primary" danger={isDanger} htmlType="submit" block loading={isRunning}>
        {go}
      </Button>
    </Form>
  );
}
