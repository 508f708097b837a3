import { Card, Col, Form, Input, Row } from "antd";
import { useWords } from "../../i18n/useWords";
import { upTo } from "../../ui/limits";

export interface ContactValues {
  details: string;
  name: string;
  phone: string;
  email: string;
  decisionMaker: string;
}

export const EMPTY_CONTACT: ContactValues = { details: "", name: "", phone: "", email: "", decisionMaker: "" };

/** Details and contacts, which stand in a row of their own that others may not read. */
export function ContactFields({ hasDecisionMaker = false }: { readonly hasDecisionMaker?: boolean }) {
  const t = useWords("catalog");
  return (
    <Card size="small" title={t("private.title")} className="form-notice">
      <Form.Item name={["private", "details"]} label={t("private.details")} extra={t("private.detailsHelp")}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 10 }} {...upTo(20_000)} />
      </Form.Item>
      <Row gutter={12}>
        <Col xs={24} sm={8}>
          <Form.Item name={["private", "name"]} label={t("private.name")}>
            <Input {...upTo(200)} autoComplete="name" />
          </Form.Item>
        </Col>
        <Col xs={24} sm={8}>
          <Form.Item name={["private", "phone"]} label={t("private.phone")}>
            <Input maxLength={40} inputMode="tel" autoComplete="tel" />
          </Form.Item>
        </Col>
        <Col xs={24} sm={8}>
          <Form.Item name={["private", "email"]} label={t("private.email")}>
            <Input type="email" maxLength={254} autoComplete="email" />
          </Form.Item>
        </Col>
      </Row>
      {hasDecisionMaker && (
        <Form.Item name={["private", "decisionMaker"]} label={t("private.decisionMaker")}>
          <Input {...upTo(200)} />
        </Form.Item>
      )}
    </Card>
  );
}
