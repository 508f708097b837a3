import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Card, Col, Form, Input, Radio, Row, Select } from "antd";
import { useWords } from "../../i18n/useWords";
import { DayField } from "../../ui/DayField";
import { COMPARATORS, COOPERATION_MODES, GREEN_FIELDS, NEED_CATEGORIES, optionsOf, VISIBILITIES } from "../../ui/kinds";
import { ContactFields, EMPTY_CONTACT, type ContactValues } from "./ContactFields";
import { NumberField } from "../../ui/NumberField";
import { upTo } from "../../ui/limits";

interface IndicatorValues {
  name: string;
  comparator: (typeof COMPARATORS)[number] | null;
  target: string | null;
  unit: string;
  baseline: string | null;
}

export interface NeedValues {
  title: string;
  problem: string;
  category: (typeof NEED_CATEGORIES)[number] | null;
  greenFields: (typeof GREEN_FIELDS)[number][];
  technicalFields: string[];
  chainNodes: string[];
  cooperationModes: (typeof COOPERATION_MODES)[number][];
  region: string;
  trl: number | null;
  budgetWan: string | null;
  deadlineOn: string | null;
  wantedCount: number;
  visibility: (typeof VISIBILITIES)[number];
  indicators: IndicatorValues[];
  private: ContactValues;
}

export const EMPTY_NEED: NeedValues = {
  title: "",
  problem: "",
  category: null,
  greenFields: [],
  technicalFields: [],
  chainNodes: [],
  cooperationModes: [],
  region: "",
  trl: null,
  budgetWan: null,
  deadlineOn: null,
  wantedCount: 3,
  visibility: "PUBLIC",
  indicators: [],
  private: EMPTY_CONTACT,
};

/** The values as the API takes them: what is not given is left out. */
export function needInput({ category, trl, budgetWan, deadlineOn, indicators, ...values }: NeedValues) {
  return {
    ...values,
    category: category ?? undefined,
    trl: trl ?? undefined,
    budgetWan: budgetWan === null ? undefined : String(budgetWan),
    deadlineOn: deadlineOn ?? undefined,
    indicators: indicators.map(({ comparator, target, baseline, ...each }) => ({
      ...each,
      unit: each.unit ?? "",
      comparator: comparator ?? undefined,
      target: target === null || target === undefined ? undefined : String(target),
      baseline: baseline === null || baseline === undefined ? undefined : String(baseline),
    })),
  };
}

/** The fields of a need; what only its owner and whoever they let in may read stands apart. */
export function NeedFields() {
  const t = useWords("catalog");
  const required = [{ required: true, message: t("required") }];
  return (
    <>
      <Form.Item name="title" label={t("need.title")} rules={required} extra={t("need.titleHelp")}>
        <Input {...upTo(200)} />
      </Form.Item>
      <Form.Item name="problem" label={t("need.problem")} extra={t("need.problemHelp")}>
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 16 }} {...upTo(20_000)} />
      </Form.Item>
      <Indicators />
      <Form.Item name="category" label={t("need.category")}>
        <Select allowClear options={optionsOf("NeedCategory", NEED_CATEGORIES)} />
      </Form.Item>
      <Form.Item name="greenFields" label={t("greenFields")}>
        <Select mode="multiple" options={optionsOf("GreenField", GREEN_FIELDS)} />
      </Form.Item>
      <Form.Item name="technicalFields" label={t("technicalFields")} extra={t("tagsHelp")}>
        <Select mode="tags" open={false} suffixIcon={null} />
      </Form.Item>
      <Form.Item name="chainNodes" label={t("chainNodes")} extra={t("tagsHelp")}>
        <Select mode="tags" open={false} suffixIcon={null} />
      </Form.Item>
      <Form.Item name="cooperationModes" label={t("need.cooperationModes")}>
        <Select mode="multiple" options={optionsOf("CooperationMode", COOPERATION_MODES)} />
      </Form.Item>
      <Form.Item name="region" label={t("region")}>
        <Input {...upTo(100)} />
      </Form.Item>
      <Row gutter={12}>
        <Col xs={24} sm={8}>
          <Form.Item name="budgetWan" label={t("need.budget")}>
            <NumberField stringMode min="0" style={{ width: "100%" }} />
          </Form.Item>
        </Col>
        <Col xs={12} sm={8}>
          <Form.Item name="trl" label={t("need.trl")}>
            <NumberField precision={0} min={1} max={9} style={{ width: "100%" }} />
          </Form.Item>
        </Col>
        <Col xs={12} sm={8}>
          <Form.Item name="wantedCount" label={t("need.wantedCount")}>
            <NumberField precision={0} min={1} max={100} style={{ width: "100%" }} />
          </Form.Item>
        </Col>
      </Row>
      <DayField name="deadlineOn" label={t("need.deadline")} />
      <Form.Item name="visibility" label={t("visibility")} extra={t("visibilityHelp")}>
        <Radio.Group options={optionsOf("Visibility", VISIBILITIES)} />
      </Form.Item>
      <ContactFields hasDecisionMaker />
    </>
  );
}

function Indicators() {
  const t = useWords("catalog");
  const required = [{ required: true, message: t("required") }];
  return (
    <Form.List name="indicators">
      {(rows, { add, remove }) => (
        <Form.Item label={t("need.indicators")} extra={t("need.indicatorsHelp")}>
          {rows.map((row) => (
            <Card key={row.key} size="small" className="form-notice">
              <Row gutter={8} align="bottom">
                <Col xs={20} md={8}>
                  <Form.Item name={[row.name, "name"]} label={t("indicator.name")} rules={required}>
                    <Input {...upTo(200)} />
                  </Form.Item>
                </Col>
                <Col xs={8} md={4}>
                  <Form.Item name={[row.name, "comparator"]} label={t("indicator.comparator")}>
                    <Select options={optionsOf("Comparator", COMPARATORS)} />
                  </Form.Item>
                </Col>
                {(["target", "baseline"] as const).map((name) => (
                  <Col key={name} xs={8} md={4}>
                    <Form.Item name={[row.name, name]} label={t(`indicator.${name}`)}>
                      <NumberField stringMode style={{ width: "100%" }} />
                    </Form.Item>
                  </Col>
                ))}
                <Col xs={16} md={3}>
                  <Form.Item name={[row.name, "unit"]} label={t("indicator.unit")}>
                    <Input maxLength={40} />
                  </Form.Item>
                </Col>
                <Col xs={4} md={1}>
                  <Form.Item>
                    <Button
                      type="text"
                      icon={<DeleteOutlined />}
                      aria-label={t("remove")}
                      onClick={() => remove(row.name)}
                    />
                  </Form.Item>
                </Col>
              </Row>
            </Card>
          ))}
          <Button
            icon={<PlusOutlined />}
            onClick={() => add({ name: "", comparator: "AT_LEAST", target: null, unit: "", baseline: null })}
          >
            {t("indicator.add")}
          </Button>
        </Form.Item>
      )}
    </Form.List>
  );
}
