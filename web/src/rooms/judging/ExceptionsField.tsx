import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { AutoComplete, Button, Flex, Form, Typography } from "antd";
import type { ReactNode } from "react";
import { useWords } from "../../i18n/useWords";
import type { Column, Columns } from "./settings";
import { NumberField } from "../../ui/NumberField";

/** What holds for single judges and entries, whatever holds for the others. */
export function ExceptionsField({ columns }: { readonly columns: Columns }) {
  const t = useWords("judging");
  const number = <NumberField min={0} precision={0} className="rule-number" />;
  return (
    <Flex vertical gap="middle">
      <Exceptions list="judgeLoads" add={{ judge: "" }}>
        {(at) => (
          <>
            <CodeBlank at={at} name="judge" label={t("judgeCode")} known={columns.judges} />
            <Form.Item label={t("settings.maxLoadOne")} name={[at, "maxLoad"]}>
              {number}
            </Form.Item>
            <Form.Item label={t("settings.minLoadOne")} name={[at, "minLoad"]}>
              {number}
            </Form.Item>
          </>
        )}
      </Exceptions>
      <Exceptions list="entryNeeds" add={{ entry: "", judgesNeeded: 2 }}>
        {(at) => (
          <>
            <CodeBlank at={at} name="entry" label={t("entryCode")} known={columns.entries} />
            <Form.Item label={t("settings.judgesNeeded")} name={[at, "judgesNeeded"]}>
              {number}
            </Form.Item>
          </>
        )}
      </Exceptions>
      <Exceptions list="allowedPairs" add={{ judge: "", entry: "" }}>
        {(at) => (
          <>
            <CodeBlank at={at} name="judge" label={t("judgeCode")} known={columns.judges} />
            <CodeBlank at={at} name="entry" label={t("entryCode")} known={columns.entries} />
          </>
        )}
      </Exceptions>
    </Flex>
  );
}

interface ListProps {
  readonly list: "judgeLoads" | "entryNeeds" | "allowedPairs";
  readonly add: Readonly<Record<string, unknown>>;
  readonly children: (at: number) => ReactNode;
}

function Exceptions({ list, add: first, children }: ListProps) {
  const t = useWords("judging");
  return (
    <section>
      <Typography.Text>{t(`exceptions.${list}`)}</Typography.Text>
      <Form.List name={list}>
        {(fields, { add, remove }) => (
          <Flex vertical gap="small">
            {fields.map(({ key, name }) => (
              <Flex key={key} wrap gap="small" align="end" className="rule-blanks">
                {children(name)}
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t("exceptions.remove", { number: name + 1 })}
                  onClick={() => remove(name)}
                />
              </Flex>
            ))}
            <div>
              <Button size="small" icon={<PlusOutlined />} onClick={() => add(first)}>
                {t("add")}
              </Button>
            </div>
          </Flex>
        )}
      </Form.List>
    </section>
  );
}

interface CodeProps {
  readonly at: number;
  readonly name: string;
  readonly label: string;
  readonly known: readonly Column[];
}

function CodeBlank({ at, name, label, known }: CodeProps) {
  const t = useWords("judging");
  const codes = known.find((column) => column.name === "code")?.values ?? [];
  return (
    <Form.Item label={label} name={[at, name]} rules={[{ required: true, message: t("required") }]}>
      <AutoComplete
        className="rule-choice"
        options={codes.map(({ value }) => ({ value }))}
        showSearch={{ filterOption: (text, option) => String(option?.value).includes(text) }}
      />
    </Form.Item>
  );
}
