import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Flex, Form, Input, Select } from "antd";
import { useWords } from "../../i18n/useWords";
import { CONFLICT_KINDS, optionsOf } from "../../ui/kinds";
import { AttributeList } from "./AttributeList";
import { attributeInputs, type Attribute } from "./attributes";
import { NumberField } from "../../ui/NumberField";
import { upTo } from "../../ui/limits";

export interface EntryValues {
  code: string;
  title: string;
  summary: string;
  track: string;
  fields: string[];
  region: string;
  judgesNeeded: number | null;
  organizationName: string;
  contact: string;
  advisors: string[];
  related: { name: string; kind: (typeof CONFLICT_KINDS)[number] }[];
  attributes: Attribute[];
}

export const EMPTY_ENTRY: EntryValues = {
  code: "",
  title: "",
  summary: "",
  track: "",
  fields: [],
  region: "",
  judgesNeeded: null,
  organizationName: "",
  contact: "",
  advisors: [],
  related: [],
  attributes: [],
};

/** The values as the API takes them: what is not given is left out. */
export const entryInput = ({ judgesNeeded, attributes, ...values }: EntryValues) => ({
  ...values,
  judgesNeeded: judgesNeeded ?? undefined,
  attributes: attributeInputs(attributes),
});

/** The fields of an entry; who is behind it stands apart, as a blind round hides it. */
export function EntryFields() {
  const t = useWords("competitions");
  const required = [{ required: true, message: t("required") }];
  return (
    <>
      <Form.Item name="code" label={t("code")} rules={required}>
        <Input {...upTo(100)} />
      </Form.Item>
      <Form.Item name="title" label={t("entry.title")} rules={required}>
        <Input {...upTo(500)} />
      </Form.Item>
      <Form.Item name="summary" label={t("entry.summary")}>
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 16 }} {...upTo(20_000)} />
      </Form.Item>
      <Form.Item name="track" label={t("entry.track")}>
        <Input {...upTo(500)} />
      </Form.Item>
      <Form.Item name="fields" label={t("fields")} extra={t("fieldsHelp")}>
        <Select mode="tags" open={false} suffixIcon={null} />
      </Form.Item>
      <Form.Item name="region" label={t("region")}>
        <Input {...upTo(500)} />
      </Form.Item>
      <Form.Item name="judgesNeeded" label={t("entry.judgesNeeded")} extra={t("entry.judgesNeededHelp")}>
        <NumberField precision={0} min={0} max={100} />
      </Form.Item>
      <Form.Item name="organizationName" label={t("entry.organization")}>
        <Input {...upTo(500)} />
      </Form.Item>
      <Form.Item name="contact" label={t("entry.contact")}>
        <Input {...upTo(500)} />
      </Form.Item>
      <Form.Item name="advisors" label={t("entry.advisors")} extra={t("entry.advisorsHelp")}>
        <Select mode="tags" open={false} suffixIcon={null} />
      </Form.Item>
      <Form.List name="related">
        {(rows, { add, remove }) => (
          <Form.Item label={t("entry.related")} extra={t("entry.relatedHelp")}>
            {rows.map((row) => (
              <Flex key={row.key} gap="small" align="start">
                <Form.Item name={[row.name, "name"]} rules={required} style={{ flex: 1 }}>
                  <Input aria-label={t("entry.relatedName")} {...upTo(500)} />
                </Form.Item>
                <Form.Item name={[row.name, "kind"]} rules={required} style={{ width: 160 }}>
                  <Select aria-label={t("entry.relatedKind")} options={optionsOf("ConflictKind", CONFLICT_KINDS)} />
                </Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t("remove")}
                  onClick={() => remove(row.name)}
                />
              </Flex>
            ))}
            <Button icon={<PlusOutlined />} onClick={() => add({ name: "", kind: "STAKE" })}>
              {t("entry.addRelated")}
            </Button>
          </Form.Item>
        )}
      </Form.List>
      <AttributeList />
    </>
  );
}
