import { Alert, Button, Form, Input, Select } from "antd";
import { useState } from "react";
import { graphql } from "react-relay";
import { sentenceOf, useWords } from "../../i18n/useWords";
import { TOLD_KINDS } from "../../ui/eventKinds";
import type { Refusal } from "../../ui/faults";
import { optionsOf } from "../../ui/kinds";
import { useGesture } from "../../ui/useGesture";
import type { RegisterWebhookInput, NewEndpointMutation } from "../../__generated__/NewEndpointMutation.graphql";
import { Secret } from "./Secret";

interface Props {
  readonly organizationId: string;
  readonly registered: () => void;
}

type Values = Omit<RegisterWebhookInput, "organizationId">;

/** A new address to call; its secret is shown this once. */
export function NewEndpoint({ organizationId, registered }: Props) {
  const [register, isRunning] = useGesture<NewEndpointMutation>(graphql`
    mutation NewEndpointMutation($input: RegisterWebhookInput!) {
      registerWebhook(input: $input) {
        __typename
        ... on RegisterWebhookSuccess {
          secret
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [secret, setSecret] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const t = useWords("webhooks");
  if (secret) return <Secret text={secret} />;
  const send = async (values: Values) => {
    const answer = await register({ input: { ...values, organizationId } }, { quiet: true });
    setRefusal(answer.refusal);
    if (!answer.success?.secret) return;
    setSecret(answer.success.secret);
    registered();
  };
  const fault = refusal?.faults[0] ?? refusal;
  const required = [{ required: true, message: t("fill") }];
  return (
    <Form<Values> layout="vertical" initialValues={{ description: "" }} onFinish={(values) => void send(values)}>
      <Form.Item name="url" label={t("url")} extra={t("urlAbout")} rules={required}>
        <Input type="url" maxLength={500} autoFocus />
      </Form.Item>
      <Form.Item name="kinds" label={t("kinds")} rules={required}>
        <Select mode="multiple" maxTagCount={6} optionFilterProp="label" options={optionsOf("EventKind", TOLD_KINDS)} />
      </Form.Item>
      <Form.Item name="description" label={t("description")}>
        <Input maxLength={200} />
      </Form.Item>
      {fault && <Alert type="error" showIcon className="form-notice" title={sentenceOf(fault.code, fault.params)} />}
      <Button type="primary" htmlType="submit" loading={isRunning}>
        {t("createGo")}
      </Button>
    </Form>
  );
}
