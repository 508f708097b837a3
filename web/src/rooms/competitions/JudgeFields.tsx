import { Form, Input, Select } from "antd";
import { useWords } from "../../i18n/useWords";
import { JUDGE_KINDS, optionsOf } from "../../ui/kinds";
import { AttributeList } from "./AttributeList";
import { attributeInputs, type Attribute } from "./attributes";
import { NumberField } from "../../ui/NumberField";
import { upTo } from "../../ui/limits";

export interface JudgeValues {
  code: string;
  name: string;
  organizationName: string;
  kind: (typeof JUDGE_KINDS)[number] | null;
  region: string;
  fields: string[];
  expertise: string;
  minLoad: number | null;
  maxLoad: number | null;
  email: string;
  attributes: Attribute[];
}

export const EMPTY_JUDGE: JudgeValues = {
  code: "",
  name: "",
  organizationName: "",
  kind: null,
  region: "",
  fields: [],
  expertise: "",
  minLoad: null,
  maxLoad: null,
  email: "",
  attributes: [],
};

/** The values as the API takes them: what is not given is left out. */
export function judgeInput({ kind, minLoad, maxLoad, attributes, ...values }: JudgeValues) {
  return {
    ...values,
    kind: kind ?? undefined,
    minLoad: minLoad ?? undefined,
    maxLoad: maxLoad ?? undefined,
    attributes: attributeInputs(attributes),
  };
}

/** The fields of a judge. */
export function JudgeFields() {
  const t = useWords("competitions");
  const required = [{ required: true, message: t("required") }];
  return (
    <>
      <Form.Item name="code" label={t("code")} rules={required}>
        <Input {...upTo(100)} />
      </Form.Item>
      <Form.Item name="name" label={t("judge.name")} rules={required}>
        <Input {...upTo(500)} />
      </Form.Item>
      <Form.Item name="organizationName" label={t("judge.organization")} extra={t("judge.organizationHelp")}>
        <Input {...upTo(500)} />
      </Form.Item>
      <Form.Item name="email" label={t("judge.email")}>
        <Input type="email" maxLength={254} />
      </Form.Item>
      <Form.Item name="kind" label={t("judge.kind")}>
        <Select allowClear options={optionsOf("JudgeKind", JUDGE_KINDS)} />
      </Form.Item>
      <Form.Item name="region" label={t("region")}>
        <Input {...upTo(500)} />
      </Form.Item>
      <Form.Item name="fields" label={t("fields")} extra={t("fieldsHelp")}>
        <Select mode="tags" open={false} suffixIcon={null} />
      </Form.Item>
      <Form.Item name="expertise" label={t("judge.expertise")}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} {...upTo(20_000)} />
      </Form.Item>
      <Form.Item name="minLoad" label={t("judge.minLoad")} extra={t("judge.loadHelp")}>
        <NumberField precision={0} min={0} max={10_000} />
      </Form.Item>
      <Form.Item name="maxLoad" label={t("judge.maxLoad")}>
        <NumberField precision={0} min={0} max={10_000} />
      </Form.Item>
      <AttributeList />
    </>
  );
}
