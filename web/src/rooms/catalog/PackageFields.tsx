import { Col, Form, Input, Radio, Row, Select, Switch } from "antd";
import { useWords } from "../../i18n/useWords";
import { DayField } from "../../ui/DayField";
import { COOPERATION_MODES, GREEN_FIELDS, optionsOf, VISIBILITIES } from "../../ui/kinds";
import { ContactFields, EMPTY_CONTACT, type ContactValues } from "./ContactFields";
import { NumberField } from "../../ui/NumberField";
import { upTo } from "../../ui/limits";

export interface PackageValues {
  title: string;
  description: string;
  keywords: string[];
  greenFields: (typeof GREEN_FIELDS)[number][];
  technicalFields: string[];
  chainNodes: string[];
  indicators: string[];
  transferModes: (typeof COOPERATION_MODES)[number][];
  region: string;
  isRegionExclusive: boolean;
  trl: number | null;
  maxAdopters: number;
  priceMinWan: string | null;
  priceMaxWan: string | null;
  validUntil: string | null;
  visibility: (typeof VISIBILITIES)[number];
  private: ContactValues;
}

export const EMPTY_PACKAGE: PackageValues = {
  title: "",
  description: "",
  keywords: [],
  greenFields: [],
  technicalFields: [],
  chainNodes: [],
  indicators: [],
  transferModes: [],
  region: "",
  isRegionExclusive: false,
  trl: null,
  maxAdopters: 1,
  priceMinWan: null,
  priceMaxWan: null,
  validUntil: null,
  visibility: "PUBLIC",
  private: EMPTY_CONTACT,
};

/** The values as the API takes them: what is not given is left out. */
export function packageInput({ trl, priceMinWan, priceMaxWan, validUntil, ...values }: PackageValues) {
  return {
    ...values,
    trl: trl ?? undefined,
    priceMinWan: priceMinWan === null ? undefined : String(priceMinWan),
    priceMaxWan: priceMaxWan === null ? undefined : String(priceMaxWan),
    validUntil: validUntil ?? undefined,
  };
}

/** The fields of a technology package. */
export function PackageFields() {
  const t = useWords("catalog");
  const required = [{ required: true, message: t("required") }];
  const tags = <Select mode="tags" open={false} suffixIcon={null} />;
  return (
    <>
      <Form.Item name="title" label={t("package.title")} rules={required}>
        <Input {...upTo(200)} />
      </Form.Item>
      <Form.Item name="description" label={t("package.description")}>
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 16 }} {...upTo(20_000)} />
      </Form.Item>
      <Form.Item name="indicators" label={t("package.indicators")} extra={t("package.indicatorsHelp")}>
        {tags}
      </Form.Item>
      <Form.Item name="keywords" label={t("package.keywords")} extra={t("tagsHelp")}>
        {tags}
      </Form.Item>
      <Form.Item name="greenFields" label={t("greenFields")}>
        <Select mode="multiple" options={optionsOf("GreenField", GREEN_FIELDS)} />
      </Form.Item>
      <Form.Item name="technicalFields" label={t("technicalFields")} extra={t("tagsHelp")}>
        {tags}
      </Form.Item>
      <Form.Item name="chainNodes" label={t("chainNodes")} extra={t("tagsHelp")}>
        {tags}
      </Form.Item>
      <Form.Item name="transferModes" label={t("package.transferModes")}>
        <Select mode="multiple" options={optionsOf("CooperationMode", COOPERATION_MODES)} />
      </Form.Item>
      <Row gutter={12}>
        {(["priceMinWan", "priceMaxWan"] as const).map((name) => (
          <Col key={name} xs={12} sm={6}>
            <Form.Item name={name} label={t(`package.${name}`)}>
              <NumberField stringMode min="0" style={{ width: "100%" }} />
            </Form.Item>
          </Col>
        ))}
        <Col xs={12} sm={6}>
          <Form.Item name="trl" label={t("package.trl")}>
            <NumberField precision={0} min={1} max={9} style={{ width: "100%" }} />
          </Form.Item>
        </Col>
        <Col xs={12} sm={6}>
          <Form.Item name="maxAdopters" label={t("package.maxAdopters")} rules={required}>
            <NumberField precision={0} min={1} max={1000} style={{ width: "100%" }} />
          </Form.Item>
        </Col>
      </Row>
      <Form.Item name="region" label={t("region")}>
        <Input {...upTo(100)} />
      </Form.Item>
      <Form.Item name="isRegionExclusive" label={t("package.isRegionExclusive")} valuePropName="checked">
        <Switch />
      </Form.Item>
      <DayField name="validUntil" label={t("package.validUntil")} />
      <Form.Item name="visibility" label={t("visibility")} extra={t("visibilityHelp")}>
        <Radio.Group options={optionsOf("Visibility", VISIBILITIES)} />
      </Form.Item>
      <ContactFields />
    </>
  );
}
