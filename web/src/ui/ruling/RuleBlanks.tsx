import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Flex, Form, Input, Select } from "antd";
import { useWords } from "../../i18n/useWords";
import { columnWord } from "./sentences";
import type { Column, Ruling, Stated } from "./stated";
import { NumberField } from "../NumberField";

interface RuleProps {
  readonly at: number;
  readonly rule: Stated;
  readonly ruling: Ruling;
}

/** The blanks of a rule, whichever kind it is. */
export function RuleBlanks({ at, rule, ruling }: RuleProps) {
  const [kind = ""] = Object.keys(rule);
  const blanks = { at, kind, given: rule[kind] as Stated, ruling };
  switch (kind) {
    case "count":
      return <CountBlanks {...blanks} />;
    case "shared":
      return <SharedBlanks {...blanks} />;
    case "sum":
      return <SumBlanks {...blanks} />;
    case "floor":
      return <FloorBlanks {...blanks} />;
    case "pairs":
      return <PairsBlanks {...blanks} />;
    default:
      return null;
  }
}

interface BlanksProps {
  readonly at: number;
  readonly kind: string;
  readonly given: Stated;
  readonly ruling: Ruling;
}

function Limits({ at, kind, ruling }: BlanksProps) {
  const t = useWords(ruling.room);
  const precision = kind === "sum" ? undefined : 0;
  return ["atLeast", "atMost"].map((limit) => (
    <Form.Item key={limit} label={t(`rules.${limit}`)} name={[at, kind, limit]}>
      <NumberField min={0} precision={precision} className="rule-number" />
    </Form.Item>
  ));
}

function PerBlank({ at, kind, ruling }: BlanksProps) {
  const t = useWords(ruling.room);
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
  readonly room: string;
  readonly isOptional?: boolean;
}

function ColumnBlank({ path, label, known, room, isOptional = false }: ColumnProps) {
  const t = useWords(room);
  const options = known.map(({ name }) => ({ value: name, label: columnWord(t, name) }));
  return (
    <Form.Item label={label} name={[...path]} rules={[{ required: !isOptional, message: t("required") }]}>
      <Select
        allowClear={isOptional}
        placeholder={isOptional ? t("optional") : undefined}
        showSearch={{ optionFilterProp: "label" }}
        options={options}
        className="rule-choice"
      />
    </Form.Item>
  );
}

const numbers = (columns: readonly Column[]) => columns.filter(({ isNumeric }) => isNumeric);

/** Those who are counted or added up: of a supply the demands it serves, else the supplies. */
function counted(given: Stated, { supplies, demands }: Ruling): readonly Column[] {
  return given.per === "SUPPLY" ? demands : supplies;
}

function CountBlanks(props: BlanksProps) {
  const { at, given, ruling } = props;
  const t = useWords(ruling.room);
  const known = counted(given, ruling);
  const column = known.find(({ name }) => name === given.column);
  const options = (column?.values ?? []).map(({ value, count }) => ({
    value,
    label: `${ruling.labelOf(given.column, value)} (${count})`,
  }));
  return (
    <Flex wrap gap="small" className="rule-blanks">
      <PerBlank {...props} />
      <Limits {...props} />
      <ColumnBlank path={[at, "count", "column"]} label={t("rules.column")} known={known} room={ruling.room} />
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

function SharedBlanks(props: BlanksProps) {
  const { at, ruling } = props;
  const { room, supplies, demands } = ruling;
  const t = useWords(room);
  return (
    <Flex wrap gap="small" className="rule-blanks">
      <Limits {...props} />
      <ColumnBlank path={[at, "shared", "column"]} label={t("rules.supplyColumn")} known={supplies} room={room} />
      <ColumnBlank path={[at, "shared", "sharedWith"]} label={t("rules.demandColumn")} known={demands} room={room} />
    </Flex>
  );
}

/** A sum is limited by numbers, or by a column of those whose sum it is: no more than a need's budget. */
function SumBlanks(props: BlanksProps) {
  const { at, given, ruling } = props;
  const { room } = ruling;
  const t = useWords(room);
  const owner = given.per === "SUPPLY" ? ruling.supplies : ruling.demands;
  return (
    <Flex wrap gap="small" className="rule-blanks">
      <PerBlank {...props} />
      <ColumnBlank
        path={[at, "sum", "column"]}
        label={t("rules.column")}
        known={numbers(counted(given, ruling))}
        room={room}
      />
      <Limits {...props} />
      {given.per !== "ALL" &&
        ["atLeastColumn", "atMostColumn"].map((limit) => (
          <ColumnBlank
            key={limit}
            path={[at, "sum", limit]}
            label={t(`rules.${limit}`)}
            known={numbers(owner)}
            room={room}
            isOptional
          />
        ))}
    </Flex>
  );
}

function FloorBlanks({ at, ruling }: BlanksProps) {
  const t = useWords(ruling.room);
  return (
    <Form.Item
      label={t("rules.floor")}
      name={[at, "floor", "fitTotal"]}
      rules={[{ required: true, message: t("required") }]}
    >
      <NumberField min={0} step={0.1} className="rule-number" />
    </Form.Item>
  );
}

function PairsBlanks(props: BlanksProps) {
  const { at, ruling } = props;
  const t = useWords(ruling.room);
  return (
    <>
      <Flex wrap gap="small" className="rule-blanks">
        <Limits {...props} />
      </Flex>
      <Form.List name={[at, "pairs", "pairs"]}>
        {(fields, { add, remove }) => (
          <Flex vertical gap="small">
            {fields.map(({ key, name }) => (
              <Flex key={key} wrap gap="small" align="end" className="rule-blanks">
                {["supply", "demand"].map((side) => (
                  <Form.Item
                    key={side}
                    label={t(`rules.${side}Code`)}
                    name={[name, side]}
                    rules={[{ required: true, message: t("required") }]}
                  >
                    <Input className="rule-choice" />
                  </Form.Item>
                ))}
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
