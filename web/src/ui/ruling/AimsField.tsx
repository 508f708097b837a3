import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Flex, Form, Input, Select, Typography } from "antd";
import { useWords } from "../../i18n/useWords";
import { columnWord } from "./sentences";
import { WEIGHABLE, type Ruling, type Stated } from "./stated";
import "./ruling.css";
import { NumberField } from "../NumberField";

/** What a plan is to be best at: the first counts most, the next decides among equals. */
export function AimsField({ ruling }: { readonly ruling: Ruling }) {
  const form = Form.useFormInstance();
  const aims = (Form.useWatch("aims", { form, preserve: true }) ?? []) as readonly Stated[];
  const t = useWords(ruling.room);
  const options = ruling.aims.map((kind) => ({ value: kind, label: t(`aim.choice.${kind}`) }));
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
              <AimBlanks path={[name]} kind={aims[name]?.kind} ruling={ruling} />
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
  readonly path: readonly (string | number)[];
  readonly kind: string | undefined;
  readonly ruling: Ruling;
}

function AimBlanks({ path, kind, ruling }: BlanksProps) {
  const t = useWords(ruling.room);
  const numbers = ruling.demands.filter(({ isNumeric }) => isNumeric);
  const required = [{ required: true, message: t("required") }];
  switch (kind) {
    case "PRIORITY":
      return (
        <Form.Item
          label={t("aims.weightColumn")}
          name={[...path, "column"]}
          rules={required}
          extra={t("aims.weightColumnText")}
        >
          <Select options={numbers.map(({ name }) => ({ value: name, label: columnWord(t, name) }))} />
        </Form.Item>
      );
    case "SAVED":
      return <SavedBlanks path={path} ruling={ruling} />;
    case "RESERVE":
      return <ReserveBlanks path={path} ruling={ruling} />;
    case "FEWEST_CHANGES":
      return (
        <Form.Item label={t("aims.plan")} name={[...path, "plan"]} rules={required}>
          <NumberField min={1} precision={0} className="rule-number" />
        </Form.Item>
      );
    case "COMPARABILITY":
      return (
        <Form.Item label={t("aims.leastShare")} name={[...path, "leastShare"]}>
          <NumberField min={0} max={1} step={0.01} placeholder="0.99" className="rule-number" />
        </Form.Item>
      );
    case "BALANCE":
      return (
        <Form.Item label={t("aims.method")} name={[...path, "method"]} initialValue="SQUARES">
          <Select options={["SQUARES", "NASH"].map((value) => ({ value, label: t(`aims.methods.${value}`) }))} />
        </Form.Item>
      );
    case "WEIGHTED":
      return <Parts path={path} ruling={ruling} />;
    default:
      return null;
  }
}

/** As many places for all, or for each as many as a column says. */
function ReserveBlanks({ path, ruling }: Omit<BlanksProps, "kind">) {
  const t = useWords(ruling.room);
  const column = Form.useWatch(["aims", ...path, "column"]) as string | undefined;
  return (
    <Flex wrap gap="small" className="rule-blanks">
      <Form.Item
        label={t("aims.units")}
        name={[...path, "units"]}
        rules={[{ required: !column, message: t("required") }]}
        dependencies={[["aims", ...path, "column"]]}
      >
        <NumberField min={1} precision={0} disabled={Boolean(column)} className="rule-number" />
      </Form.Item>
      {ruling.reserveColumns.length > 0 && (
        <Form.Item label={t("aims.reserveColumn")} name={[...path, "column"]}>
          <Select
            allowClear
            className="rule-choice"
            options={ruling.reserveColumns.map((name) => ({ value: name, label: columnWord(t, name) }))}
          />
        </Form.Item>
      )}
    </Flex>
  );
}

/** Each pair counts with a number of who serves times a number of who is served. */
function SavedBlanks({ path, ruling }: Omit<BlanksProps, "kind">) {
  const t = useWords(ruling.room);
  const required = [{ required: true, message: t("required") }];
  const factors = [
    { name: "share", known: ruling.supplies },
    { name: "volume", known: ruling.demands },
  ];
  return (
    <Flex wrap gap="small" className="rule-blanks">
      {factors.map(({ name, known }) => (
        <Form.Item key={name} label={t(`aims.${name}`)} name={[...path, name]} rules={required}>
          <Select
            className="rule-choice"
            notFoundContent={t("aims.noNumbers")}
            options={known
              .filter(({ isNumeric }) => isNumeric)
              .map((column) => ({ value: column.name, label: columnWord(t, column.name) }))}
          />
        </Form.Item>
      ))}
      <Form.Item label={t("aims.what")} name={[...path, "what"]}>
        <Input maxLength={40} className="rule-choice" />
      </Form.Item>
    </Flex>
  );
}

function Parts({ path, ruling }: Omit<BlanksProps, "kind">) {
  const t = useWords(ruling.room);
  const required = [{ required: true, message: t("required") }];
  const options = WEIGHABLE.filter((kind) => ruling.aims.includes(kind)).map((kind) => ({
    value: kind,
    label: t(`aim.choice.${kind}`),
  }));
  return (
    <Form.List name={[...path, "parts"]} initialValue={[{ weight: 1, aim: { kind: "TOTAL_FIT" } }]}>
      {(fields, { add, remove }) => (
        <Flex vertical gap="small" className="aim-parts">
          {fields.map(({ key, name }) => (
            <Flex key={key} wrap gap="small" align="end" className="rule-blanks">
              <Form.Item label={t("aims.weight")} name={[name, "weight"]} rules={required}>
                <NumberField min={0} step={0.1} className="rule-number" />
              </Form.Item>
              <Form.Item label={t("aims.one")} name={[name, "aim", "kind"]} rules={required}>
                <Select options={options} className="rule-choice" />
              </Form.Item>
              <Form.Item noStyle shouldUpdate>
                {({ getFieldValue }) => (
                  <AimBlanks
                    path={[name, "aim"]}
                    kind={getFieldValue(["aims", ...path, "parts", name, "aim", "kind"]) as string | undefined}
                    ruling={ruling}
                  />
                )}
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
