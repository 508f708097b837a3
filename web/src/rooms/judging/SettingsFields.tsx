import { Collapse, Flex, Form, Input, Switch } from "antd";
import { useWords } from "../../i18n/useWords";
import { ExceptionsField } from "./ExceptionsField";
import { RulingParts } from "../../ui/ruling/RulingParts";
import { rulingOf, type Columns } from "./settings";
import { NumberField } from "../../ui/NumberField";

interface Props {
  readonly columns: Columns;
  readonly round: { readonly perEntry: number; readonly minLoad: number; readonly maxLoad: number };
}

/** How judges are to be assigned, in plain words. */
export function SettingsFields({ columns, round }: Props) {
  const t = useWords("judging");
  const asRound = (value: number) => t("settings.asRound", { value });
  return (
    <>
      <Form.Item name="name" label={t("settings.name")} tooltip={t("settings.nameText")}>
        <Input maxLength={120} placeholder={t("settings.namePlaceholder")} />
      </Form.Item>
      <Flex wrap gap="middle">
        <Form.Item name="perEntry" label={t("settings.perEntry")}>
          <NumberField min={1} precision={0} placeholder={asRound(round.perEntry)} className="settings-number" />
        </Form.Item>
        <Form.Item name="maxLoad" label={t("settings.maxLoad")}>
          <NumberField min={1} precision={0} placeholder={asRound(round.maxLoad)} className="settings-number" />
        </Form.Item>
        <Form.Item name="minLoad" label={t("settings.minLoad")}>
          <NumberField min={0} precision={0} placeholder={asRound(round.minLoad)} className="settings-number" />
        </Form.Item>
      </Flex>
      <RulingParts ruling={rulingOf(columns)} />
      <Collapse
        className="settings-part"
        items={[
          {
            key: "exceptions",
            label: t("exceptions.title"),
            forceRender: true,
            children: <ExceptionsField columns={columns} />,
          },
          {
            key: "more",
            label: t("settings.more"),
            forceRender: true,
            children: (
              <>
                <Form.Item
                  name="elastic"
                  label={t("settings.elastic")}
                  valuePropName="checked"
                  extra={t("settings.elasticText")}
                >
                  <Switch />
                </Form.Item>
                <Flex wrap gap="middle">
                  <Form.Item name="seconds" label={t("settings.seconds")} extra={t("settings.secondsText")}>
                    <NumberField min={1} precision={0} className="settings-number" />
                  </Form.Item>
                  <Form.Item name="seed" label={t("settings.seed")} extra={t("settings.seedText")}>
                    <NumberField min={0} precision={0} className="settings-number" />
                  </Form.Item>
                </Flex>
              </>
            ),
          },
        ]}
      />
    </>
  );
}
