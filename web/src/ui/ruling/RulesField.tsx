import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Card, Dropdown, Flex, Form, Typography } from "antd";
import { useWords } from "../../i18n/useWords";
import { RuleBlanks } from "./RuleBlanks";
import { ruleSentence } from "./sentences";
import type { Ruling, Stated } from "./stated";
import "./ruling.css";

/** The rules every plan keeps: sentences with blanks. */
export function RulesField({ ruling }: { readonly ruling: Ruling }) {
  const { room, templates, labelOf } = ruling;
  const form = Form.useFormInstance();
  const rules = (Form.useWatch("rules", { form, preserve: true }) ?? []) as readonly Stated[];
  const t = useWords(room);
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
                <RuleBlanks at={name} rule={rule} ruling={ruling} />
              </Card>
            );
          })}
          <Dropdown
            trigger={["click"]}
            menu={{
              items: Object.keys(templates).map((key) => ({ key, label: t(`rules.template.${key}`) })),
              onClick: ({ key }) => add(templates[key]),
            }}
          >
            <Button icon={<PlusOutlined />}>{t("rules.add")}</Button>
          </Dropdown>
        </Flex>
      )}
    </Form.List>
  );
}
