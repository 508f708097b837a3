import { Form, Input, Select } from "antd";
import { useWords } from "../../i18n/useWords";
import { COMPETITION_KINDS, optionsOf } from "../../ui/kinds";
import { NumberField } from "../../ui/NumberField";
import { upTo } from "../../ui/limits";

export interface CompetitionValues {
  name: string;
  kind: (typeof COMPETITION_KINDS)[number];
  editionYear: number;
  timeZone: string;
}

const ZONES = Intl.supportedValuesOf("timeZone");

/** The fields of a competition, new or edited. */
export function CompetitionFields() {
  const t = useWords("competitions");
  const required = [{ required: true, message: t("required") }];
  return (
    <>
      <Form.Item name="name" label={t("competition.name")} rules={required}>
        <Input {...upTo(120)} />
      </Form.Item>
      <Form.Item name="kind" label={t("competition.kind")} rules={required}>
        <Select options={optionsOf("CompetitionKind", COMPETITION_KINDS)} />
      </Form.Item>
      <Form.Item name="editionYear" label={t("competition.year")} rules={required}>
        <NumberField precision={0} min={2000} max={2100} />
      </Form.Item>
      <Form.Item name="timeZone" label={t("competition.timeZone")} rules={required}>
        <Select showSearch options={ZONES.map((zone) => ({ value: zone, label: zone }))} />
      </Form.Item>
    </>
  );
}
