import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Flex, Form, InputNumber, Select, Typography } from "antd";
import { useWords } from "../../i18n/useWords";
import type { Columns } from "./RulesField";
import { columnWord } from "./sentences";
import { AIMS, WEIGHABLE, type Stated } from "./settings";

const KINDS = [...AIMS, "WEIGHTED"] as const;

/** What a plan is to be best at: the first counts most, the next decides among equals. */
export function AimsField({ columns }: { readonly columns: Columns }) {
  const form = Form.useFormInstance();
  const aims = (Form.useWatch("aims", { form, preserve: true }) ?? []) as readonly Stated[];
  const t = useWords("judging");
  const options = KINDS.map((kind) => ({ value: kind, label: t(`aim.choice.${kind}`) }));
  return (
    <Form.List name="aims">
      {(fields, { add, remove, move }) => (
        <Flex vertical gap="small">
          {fields.length === 0 && <Typography.Text type="secondary">{t("aims.none")}</Typography.Text>}
          {fields.map(({ key, name }) => (
            <Flex key={key} vertical className="aim">
              <Flex gap={4} align="center">
                <Form.Item
                  className="aim-kind"
                  name={[name, "kind"]}
                  label={t("aims.number", { number: name + 1 })}
                  rules={[{ required: true, message: t("required") }]}
                >
                  <Select options={options} popupMatchSelectWidth={false} />
                </Form.Item>
                <Button
                  type="text"
                  icon={<ArrowUpOutlined />}
                  disabled={name === 0}
                  aria-label={t("aims.earlier", { number: name + 1 })}
                  onClick={() => move(name, name - 1)}
                />
                <Button
                  type="text"
                  icon={<ArrowDownOutlined />}
                  disabled={name === fields.length - 1}
                  aria-label={t("aims.later", { number: name + 1 })}
                  onClick={() => move(name, name + 1)}
                />
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t("aims.remove", { number: name + 1 })}
                  onClick={() => remove(name)}
                />
              </Flex>
              <AimBlanks at={name} kind={aims[name]?.kind} columns={columns} />
            </Flex>
          ))}
          <Button
            icon={<PlusOutlined />}
            onClick={() => add({ kind: fields.length === 0 ? "WORST_SERVED" : "TOTAL_FIT" })}
          >
            {t(fields.length === 0 ? "aims.change" : "aims.add")}
          </Button>
        </Flex>
      )}
    </Form.List>
  );
}

interface BlanksProps {
  readonly at: number;
  readonly kind: string | undefined;
  readonly columns: Columns;
}

function AimBlanks({ at, kind, columns }: BlanksProps) {
  const t = useWords("judging");
  const numbers = columns.entries.filter(({ isNumeric }) => isNumeric);
  const required = [{ required: true, message: t("required") }];
  switch (kind) {
    case "PRIORITY":
      return (
        <Form.Item
          label={t("aims.weightColumn")}
          name={[at, "column"]}
          rules={required}
          extra={t("aims.weightColumnText")}
        >
          <Select options={numbers.map(({ name }) => ({ value: name, label: columnWord(t, name) }))} />
        </Form.Item>
      );
    case "RESERVE":
      return (
        <Form.Item label={t("aims.units")} name={[at, "units"]} rules={required}>
          <InputNumber min={1} precision={0} className="rule-number" />
        </Form.Item>
      );
    case "FEWEST_CHANGES":
      return (
        <Form.Item label={t("aims.plan")} name={[at, "plan"]} rules={required}>
          <InputNumber min={1} precision={0} className="rule-number" />
        </Form.Item>
      );
    case "COMPARABILITY":
      return (
        <Form.Item label={t("aims.leastShare")} name={[at, "leastShare"]}>
          <InputNumber min={0} max={1} step={0.01} placeholder="0.99" className="rule-number" />
        </Form.Item>
      );
    case "BALANCE":
      return (
        <Form.Item label={t("aims.method")} name={[at, "method"]} initialValue="SQUARES">
          <Select options={["SQUARES", "NASH"].map((value) => ({ value, label: t(`aims.methods.${value}`) }))} />
        </Form.Item>
      );
    case "WEIGHTED":
      return <Parts at={at} />;
    default:
      return null;
  }
}

function Parts({ at }: { readonly at: number }) {
  const t = useWords("judging");
  const required = [{ required: true, message: t("required") }];
  const options = WEIGHABLE.map((kind) => ({ value: kind, label: t(`aim.choice.${kind}`) }));
  return (
    <Form.List name={[at, "parts"]} initialValue={[{ weight: 1, aim: { kind: "TOTAL_FIT" } }]}>
      {(fields, { add, remove }) => (
        <Flex vertical gap="small" className="aim-parts">
          {fields.map(({ key, name }) => (
            <Flex key={key} wrap gap="small" align="end" className="rule-blanks">
              <Form.Item label={t("aims.weight")} name={[name, "weight"]} rules={required}>
                <InputNumber min={0} step={0.1} className="rule-number" />
              </Form.Item>
              <Form.Item label={t("aims.one")} name={[name, "aim", "kind"]} rules={required}>
                <Select options={options} className="rule-choice" />
              </Form.Item>
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t("aims.removePart", { number: name + 1 })}
                onClick={() => remove(name)}
              />
            </Flex>
          ))}
          <Button size="small" icon={<PlusOutlined />} onClick={() => add({ weight: 0.2, aim: { kind: "BALANCE" } })}>
            {t("aims.addPart")}
          </Button>
        </Flex>
      )}
    </Form.List>
  );
}
