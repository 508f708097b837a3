import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Flex, Form, Input } from "antd";
import { useWords } from "../../i18n/useWords";
import { upTo } from "../../ui/limits";

const MOST = 30;

/** Columns of the organizer's own, each with its header and what stands in it. */
export function AttributeList() {
  const t = useWords("competitions");
  return (
    <Form.List name="attributes">
      {(rows, { add, remove }) => (
        <Form.Item label={t("attribute.list")} extra={t("attribute.help")}>
          {rows.map((row) => (
            <Flex key={row.key} gap="small" align="start">
              <Form.Item
                name={[row.name, "name"]}
                rules={[{ required: true, message: t("required") }]}
                style={{ flex: 1 }}
              >
                <Input aria-label={t("attribute.name")} placeholder={t("attribute.name")} {...upTo(80)} />
              </Form.Item>
              <Form.Item name={[row.name, "value"]} style={{ flex: 1 }}>
                <Input aria-label={t("attribute.value")} placeholder={t("attribute.value")} {...upTo(500)} />
              </Form.Item>
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t("attribute.remove")}
                onClick={() => remove(row.name)}
              />
            </Flex>
          ))}
          {rows.length < MOST && (
            <Button icon={<PlusOutlined />} onClick={() => add({ name: "", value: "" })}>
              {t("attribute.add")}
            </Button>
          )}
        </Form.Item>
      )}
    </Form.List>
  );
}
