import { Alert, Button, Form, Input, Select } from "antd";
import { useState } from "react";
import { sentenceOf, useWords } from "../../i18n/useWords";
import { TOLD_KINDS } from "../../ui/eventKinds";
import type { Refusal } from "../../ui/faults";
import { optionsOf } from "../../ui/kinds";
import { upTo } from "../../ui/limits";
import type { EventKind } from "../../__generated__/NewEndpointMutation.graphql";

export interface EndpointValues {
  readonly url: string;
  readonly kinds: readonly EventKind[];
  readonly description: string;
}

interface Props {
  readonly go: string;
  readonly initial?: EndpointValues;
  /** Answers the refusal, or null when it is saved. */
  readonly save: (values: EndpointValues) => Promise<Refusal | null>;
}

/** Where to call, and of what. */
export function EndpointForm({ go, initial, save }: Props) {
  const [form] = Form.useForm<EndpointValues>();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isRunning, setRunning] = useState(false);
  const t = useWords("webhooks");
  const send = async (values: EndpointValues) => {
    setRunning(true);
    setRefusal(await save(values));
    setRunning(false);
  };
  const fault = refusal?.faults[0] ?? refusal;
  const required = [{ required: true, message: t("fill") }];
  return (
    <Form<EndpointValues>
      noValidate
      form={form}
      layout="vertical"
      initialValues={initial ?? { description: "" }}
      onFinish={(values) => void send(values)}
    >
      <Form.Item name="url" label={t("url")} extra={t("urlAbout")} rules={required}>
        <Input inputMode="url" autoComplete="off" maxLength={2000} autoFocus />
      </Form.Item>
      <Form.Item
        name="kinds"
        label={t("kinds")}
        rules={required}
        extra={
          <Button type="link" size="small" onClick={() => form.setFieldsValue({ kinds: TOLD_KINDS })}>
            {t("allKinds")}
          </Button>
        }
      >
        <Select
          mode="multiple"
          maxTagCount={6}
          showSearch={{ optionFilterProp: "label" }}
          options={optionsOf("EventKind", TOLD_KINDS)}
        />
      </Form.Item>
      <Form.Item name="description" label={t("description")}>
        <Input {...upTo(200)} />
      </Form.Item>
      {fault && (
        <Alert
          role="alert"
          type="error"
          showIcon
          className="form-notice"
          title={sentenceOf(fault.code, fault.params)}
        />
      )}
      <Button type="primary" htmlType="submit" loading={isRunning}>
        {go}
      </Button>
    </Form>
  );
}
