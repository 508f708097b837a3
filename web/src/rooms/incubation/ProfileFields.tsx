import { Checkbox, Col, Form, Input, Row, Select, Typography } from "antd";
import { useWords } from "../../i18n/useWords";
import { DayField } from "../../ui/DayField";
import { optionsOf } from "../../ui/kinds";
import { COUNTS, INCUBATOR_KINDS, INCUBATOR_LEVELS } from "./figures";
import "./incubation.css";
import { NumberField } from "../../ui/NumberField";
import { upTo } from "../../ui/limits";

const GROUPS = Object.entries(COUNTS);

/** What an incubator is, and its figures; empty is not known, which is not zero. */
export function ProfileFields({ before = [] }: { readonly before?: readonly string[] }) {
  const t = useWords("incubation");
  const at = (...name: string[]) => [...before, ...name];
  return (
    <>
      <Form.Item name={at("kind")} label={t("incubator.kind")}>
        <Select options={optionsOf("IncubatorKind", INCUBATOR_KINDS)} />
      </Form.Item>
      <Form.Item name={at("level")} label={t("incubator.level")}>
        <Select options={optionsOf("IncubatorLevel", INCUBATOR_LEVELS)} />
      </Form.Item>
      <Form.Item name={at("mainIndustry")} label={t("incubator.mainIndustry")} extra={t("incubator.mainIndustryHelp")}>
        <Input {...upTo(100)} />
      </Form.Item>
      <Form.Item name={at("isHardshipRegion")} valuePropName="checked" extra={t("incubator.isHardshipRegionHelp")}>
        <Checkbox>{t("incubator.isHardshipRegion")}</Checkbox>
      </Form.Item>
      <Typography.Title level={2} style={{ fontSize: 18 }}>
        {t("figures.title")}
      </Typography.Title>
      <Typography.Paragraph type="secondary">{t("figures.about")}</Typography.Paragraph>
      <DayField name={at("figures", "foundedOn")} label={t("figures.foundedOn")} />
      <Form.Item name={at("figures", "seedFundWan")} label={t("figures.seedFundWan")}>
        <NumberField stringMode min="0" style={{ width: "100%", maxWidth: 240 }} />
      </Form.Item>
      {GROUPS.map(([group, names]) => (
        <fieldset key={group} className="figure-group">
          <legend>{t(`figures.groups.${group}`)}</legend>
          <Row gutter={16}>
            {names.map((name) => (
              <Col key={name} xs={24} md={12}>
                <Form.Item name={at("figures", name)} label={t(`figures.${name}`)}>
                  <NumberField min={0} precision={0} style={{ width: "100%" }} />
                </Form.Item>
              </Col>
            ))}
          </Row>
        </fieldset>
      ))}
    </>
  );
}
