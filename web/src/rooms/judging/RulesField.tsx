import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Card, Dropdown, Flex, Form, Input, InputNumber, Select, Typography } from "antd";
import { useWords, wordOf } from "../../i18n/useWords";
import { columnWord, ruleSentence } from "./sentences";
import { RULE_TEMPLATES, ruleOf, type RuleTemplate, type Stated } from "./settings";

export interface Column {
  readonly name: string;
  readonly isNumeric: boolean;
  readonly values: readonly { readonly value: string; readonly count: number }[];
}

export interface Columns {
  readonly judges: readonly Column[];
  readonly entries: readonly Column[];
}

/** A value of a column as people know it. */
export function labelOf(column: string, value: string): string {
  return column === "kind" ? wordOf("JudgeKind", value) || value : value;
}

const firstValue = ({ judges }: Columns, name: string): string | undefined =>
  judges.find((column) => column.name === name)?.values[0]?.value;

/** The rules every plan keeps: sentences with blanks. */
export function RulesField({ columns }: { readonly columns: Columns }) {
  const form = Form.useFormInstance();
  const rules = (Form.useWatch("rules", { form, preserve: true }) ?? []) as readonly Stated[];
  const t = useWords("judging");
  return (
    <Form.List name="rules">
      {(fields, { add, remove }) => (
        <Flex vertical gap="small">
          {fields.length === 0 && <Typography.Text type="secondary">{t("rules.none")}</Typography.Text>}
          {fields.map(({ key, name }) => {
            const rule = rules[name];
            if (!rule) return null;
            return (
              <Card
                key={key}
                size="small"
                title={<span className="rule-sentence">{ruleSentence(t, rule, labelOf)}</span>}
                extra={
                  <Button
                    type="text"
                    icon={<DeleteOutlined />}
                    aria-label={t("rules.remove", { number: name + 1 })}
                    onClick={() => remove(name)}
                  />
                }
              >
                <RuleBlanks at={name} rule={rule} columns={columns} />
              </Card>
            );
          })}
          <Dropdown
            trigger={["click"]}
            menu={{
              items: RULE_TEMPLATES.map((template) => ({ key: template, label: t(`rules.template.${template}`) })),
              onClick: ({ key }) => add(ruleOf(key as RuleTemplate, firstValue(columns, "kind"))),
            }}
          >
            <Button icon={<PlusOutlined />}>{t("rules.add")}</Button>
          </Dropdown>
        </Flex>
      )}
    </Form.List>
  );
}

interface BlanksProps {
  readonly at: number;
  readonly rule: Stated;
  readonly columns: Columns;
}

function RuleBlanks({ at, rule, columns }: BlanksProps) {
  const [kind] = Object.keys(rule);
  switch (kind) {
    case "count":
      return <CountBlanks at={at} given={rule.count} columns={columns} />;
    case "shared":
      return <SharedBlanks at={at} columns={columns} />;
    case "sum":
      return <SumBlanks at={at} given={rule.sum} columns={columns} />;
    case "floor":
      return <FloorBlanks at={at} />;
    case "pairs":
      return <PairsBlanks at={at} />;
    default:
      return null;
  }
}

function Limits({ at, kind }: { readonly at: number; readonly kind: string }) {
  const t = useWords("judging");
  return (
    <>
      <Form.Item label={t("rules.atLeast")} name={[at, kind, "atLeast"]}>
        <InputNumber min={0} precision={kind === "sum" ? undefined : 0} className="rule-number" />
      </Form.Item>
      <Form.Item label={t("rules.atMost")} name={[at, kind, "atMost"]}>
        <InputNumber min={0} precision={kind === "sum" ? undefined : 0} className="rule-number" />
      </Form.Item>
    </>
  );
}

function PerBlank({ at, kind }: { readonly at: number; readonly kind: string }) {
  const t = useWords("judging");
  const options = ["DEMAND", "SUPPLY", "ALL"].map((value) => ({ value, label: t(`rules.per.${value}`) }));
  return (
    <Form.Item label={t("rules.forWhom")} name={[at, kind, "per"]}>
      <Select options={options} className="rule-choice" />
    </Form.Item>
  );
}

interface ColumnProps {
  readonly path: readonly (string | number)[];
  readonly label: string;
  readonly known: readonly Column[];
}

function ColumnBlank({ path, label, known }: ColumnProps) {
  const t = useWords("judging");
  const options = known.map(({ name }) => ({ value: name, label: columnWord(t, name) }));
  return (
    <Form.Item label={label} name={[...path]} rules={[{ required: true, message: t("required") }]}>
      <Select showSearch={{ optionFilterProp: "label" }} options={options} className="rule-choice" />
    </Form.Item>
  );
}

function CountBlanks({
  at,
  given,
  columns,
}: {
  readonly at: number;
  readonly given: Stated;
  readonly columns: Columns;
}) {
  const t = useWords("judging");
  const known = given.per === "SUPPLY" ? columns.entries : columns.judges;
  const column = known.find(({ name }) => name === given.column);
  const options = (column?.values ?? []).map(({ value, count }) => ({
    value,
    label: `${labelOf(given.column, value)} (${count})`,
  }));
  return (
    <Flex wrap gap="small" className="rule-blanks">
      <PerBlank at={at} kind="count" />
      <Limits at={at} kind="count" />
      <ColumnBlank path={[at, "count", "column"]} label={t("rules.column")} known={known} />
      <Form.Item label={t("rules.values")} name={[at, "count", "values"]}>
        <Select
          mode="multiple"
          allowClear
          placeholder={t("rules.eachValue")}
          options={options}
          showSearch={{ optionFilterProp: "label" }}
          className="rule-values"
        />
      </Form.Item>
    </Flex>
  );
}

function SharedBlanks({ at, columns }: { readonly at: number; readonly columns: Columns }) {
  const t = useWords("judging");
  return (
    <Flex wrap gap="small" className="rule-blanks">
      <Limits at={at} kind="shared" />
      <ColumnBlank path={[at, "shared", "column"]} label={t("rules.judgeColumn")} known={columns.judges} />
      <ColumnBlank path={[at, "shared", "sharedWith"]} label={t("rules.entryColumn")} known={columns.entries} />
    </Flex>
  );
}

function SumBlanks({ at, given, columns }: { readonly at: number; readonly given: Stated; readonly columns: Columns }) {
  const t = useWords("judging");
  const known = (given.per === "SUPPLY" ? columns.entries : columns.judges).filter(({ isNumeric }) => isNumeric);
  return (
    <Flex wrap gap="small" className="rule-blanks">
      <PerBlank at={at} kind="sum" />
      <Limits at={at} kind="sum" />
      <ColumnBlank path={[at, "sum", "column"]} label={t("rules.column")} known={known} />
    </Flex>
  );
}

function FloorBlanks({ at }: { readonly at: number }) {
  const t = useWords("judging");
  return (
    <Form.Item
      label={t("rules.floor")}
      name={[at, "floor", "fitTotal"]}
      rules={[{ required: true, message: t("required") }]}
    >
      <InputNumber min={0} step={0.1} className="rule-number" />
    </Form.Item>
  );
}

function PairsBlanks({ at }: { readonly at: number }) {
  const t = useWords("judging");
  const required = [{ required: true, message: t("required") }];
  return (
    <>
      <Flex wrap gap="small" className="rule-blanks">
        <Limits at={at} kind="pairs" />
      </Flex>
      <Form.List name={[at, "pairs", "pairs"]}>
        {(fields, { add, remove }) => (
          <Flex vertical gap="small">
            {fields.map(({ key, name }) => (
              <Flex key={key} wrap gap="small" align="end" className="rule-blanks">
                <Form.Item label={t("judgeCode")} name={[name, "supply"]} rules={required}>
                  <Input className="rule-choice" />
                </Form.Item>
                <Form.Item label={t("entryCode")} name={[name, "demand"]} rules={required}>
                  <Input className="rule-choice" />
                </Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t("rules.removePair", { number: name + 1 })}
                  onClick={() => remove(name)}
                />
              </Flex>
            ))}
            <Button size="small" icon={<PlusOutlined />} onClick={() => add({ supply: "", demand: "" })}>
              {t("rules.addPair")}
            </Button>
          </Flex>
        )}
      </Form.List>
    </>
  );
}
