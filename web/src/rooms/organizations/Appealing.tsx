import { App, Button, Card, Form, Input, Select } from "antd";
import { graphql } from "react-relay";
import { useWords } from "../../i18n/useWords";
import { upTo } from "../../ui/limits";
import { useGesture } from "../../ui/useGesture";
import type { AppealingMutation } from "../../__generated__/AppealingMutation.graphql";

interface Props {
  readonly restrictionId: string;
  readonly organizations: readonly { readonly id: string; readonly name: string }[];
  readonly changed: () => void;
}

interface Values {
  readonly organizationId: string;
  readonly grounds: string;
}

/** Asking the administration to think again. */
export function Appealing({ restrictionId, organizations, changed }: Props) {
  const [appeal, isRunning] = useGesture<AppealingMutation>(graphql`
    mutation AppealingMutation($input: AppealRestrictionInput!) {
      appealRestriction(input: $input) {
        __typename
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [form] = Form.useForm<Values>();
  const { message } = App.useApp();
  const t = useWords("organizations");
  const send = async (values: Values) => {
    const { success } = await appeal({ input: { ...values, restrictionId } });
    if (!success) return;
    form.resetFields();
    void message.success(t("appeal.sent"));
    changed();
  };
  return (
    <Card title={t("appeal.title")}>
      <Form<Values>
        noValidate
        form={form}
        layout="vertical"
        className="record-form"
        initialValues={{ organizationId: organizations[0]?.id }}
        onFinish={(values) => void send(values)}
      >
        <Form.Item name="organizationId" label={t("appeal.by")} hidden={organizations.length === 1}>
          <Select options={organizations.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <Form.Item name="grounds" label={t("appeal.grounds")} rules={[{ required: true, message: t("fill") }]}>
          <Input.TextArea rows={4} {...upTo(2000)} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={isRunning}>
          {t("appeal.send")}
        </Button>
      </Form>
    </Card>
  );
}
