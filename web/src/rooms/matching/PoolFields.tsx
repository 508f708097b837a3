import { App, Button, Flex, Form, Input, Switch } from "antd";
import { graphql } from "react-relay";
import type { PoolFieldsSaveMutation } from "../../__generated__/PoolFieldsSaveMutation.graphql";
import { useWords } from "../../i18n/useWords";
import { RulingParts } from "../../ui/ruling/RulingParts";
import type { Stated } from "../../ui/ruling/stated";
import { haveNumbers } from "../../ui/numbers";
import { useGesture } from "../../ui/useGesture";
import { formOf, inputOf, rulingOf, type PoolColumns } from "./settings";
import { NumberField } from "../../ui/NumberField";

interface Props {
  readonly organizationId: string;
  readonly columns: PoolColumns;
}

/** How packages are to be matched to needs, in plain words. */
export function PoolFields({ organizationId, columns }: Props) {
  const t = useWords("matching");
  return (
    <>
      <Form.Item name="name" label={t("pool.name")}>
        <Input maxLength={120} placeholder={t("optional")} />
      </Form.Item>
      <Form.Item name="perNeed" label={t("pool.perNeed")} extra={t("pool.perNeedText")}>
        <NumberField min={1} precision={0} placeholder={t("pool.asWanted")} className="pool-number" />
      </Form.Item>
      <RulingParts ruling={rulingOf(columns)} />
      <Form.Item name="elastic" label={t("pool.elastic")} valuePropName="checked" extra={t("pool.elasticText")}>
        <Switch />
      </Form.Item>
      <Flex wrap gap="middle">
        <Form.Item name="seconds" label={t("pool.seconds")} extra={t("pool.secondsText")}>
          <NumberField min={1} precision={0} className="pool-number" />
        </Form.Item>
        <Form.Item name="seed" label={t("pool.seed")} extra={t("pool.seedText")}>
          <NumberField min={0} precision={0} className="pool-number" />
        </Form.Item>
      </Flex>
      <SaveDefaults organizationId={organizationId} />
    </>
  );
}

/** Keeps the settings for the pool's next runs, without starting anything. */
function SaveDefaults({ organizationId }: { readonly organizationId: string }) {
  const form = Form.useFormInstance();
  const { message } = App.useApp();
  const t = useWords("matching");
  const [save, isSaving] = useGesture<PoolFieldsSaveMutation>(graphql`
    mutation PoolFieldsSaveMutation($input: SavePoolSettingsInput!) {
      savePoolSettings(input: $input) {
        __typename
        ... on SavePoolSettingsSuccess {
          defaults {
            id
            settings
            version
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const keep = async (button: Element) => {
    if (!haveNumbers(button)) return;
    const values = formOf((await form.validateFields()) as Stated);
    const { success } = await save({ input: { organizationId, settings: inputOf(values) } });
    if (success) void message.success(t("pool.saved"));
  };
  return (
    <Button
      className="form-notice"
      loading={isSaving}
      onClick={({ currentTarget }) => void keep(currentTarget).catch(() => undefined)}
    >
      {t("pool.saveDefaults")}
    </Button>
  );
}
