import { Form, Input, Switch } from "antd";
import { useWords } from "../../i18n/useWords";
import { NumberField } from "../../ui/NumberField";
import { upTo } from "../../ui/limits";

export interface RoundValues {
  name: string;
  ordinal: number;
  perEntry: number;
  minLoad: number;
  maxLoad: number;
  isBlind: boolean;
}

/** The fields of a round. */
export function RoundFields() {
  const t = useWords("competitions");
  const required = [{ required: true, message: t("required") }];
  return (
    <>
      <Form.Item name="name" label={t("round.name")} rules={required}>
        <Input {...upTo(120)} />
      </Form.Item>
      <Form.Item name="ordinal" label={t("round.ordinal")} rules={required}>
        <NumberField precision={0} min={1} max={100} />
      </Form.Item>
      <Form.Item name="perEntry" label={t("round.perEntry")} rules={required}>
        <NumberField precision={0} min={1} max={100} />
      </Form.Item>
      <Form.Item name="minLoad" label={t("round.minLoad")} rules={required}>
        <NumberField precision={0} min={0} max={10_000} />
      </Form.Item>
      <Form.Item name="maxLoad" label={t("round.maxLoad")} rules={required}>
        <NumberField precision={0} min={1} max={10_000} />
      </Form.Item>
      <Form.Item name="isBlind" label={t("round.isBlind")} extra={t("round.isBlindHelp")} valuePropName="checked">
        <Switch />
      </Form.Item>
    </>
  );
}
