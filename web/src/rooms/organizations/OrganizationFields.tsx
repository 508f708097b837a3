import { Form, Input, Select } from "antd";
import { graphql, useFragment } from "react-relay";
import { useWords, wordOf } from "../../i18n/useWords";
import type { OrganizationFields_query$key } from "../../__generated__/OrganizationFields_query.graphql";
import { FOUNDED_KINDS } from "./kinds";
import { upTo } from "../../ui/limits";

export interface OrganizationValues {
  readonly kind: (typeof FOUNDED_KINDS)[number];
  readonly name: string;
  readonly province: string;
  readonly uscc?: string;
  readonly zoneId?: string;
}

interface Props {
  readonly query: OrganizationFields_query$key;
  readonly isNew?: boolean;
}

/** What an organization says of itself. */
export function OrganizationFields({ query, isNew = false }: Props) {
  const { zones } = useFragment(
    graphql`
      fragment OrganizationFields_query on Query {
        zones(first: 100, orderBy: NAME_ASC) {
          nodes {
            id
            name
            province
          }
        }
      }
    `,
    query,
  );
  const t = useWords("organizations");
  const required = [{ required: true, message: t("fill") }];
  return (
    <>
      {isNew && (
        <Form.Item name="kind" label={t("organization.kind")} rules={required}>
          <Select
            options={FOUNDED_KINDS.map((value) => ({ value, label: wordOf("OrganizationKind", value) }))}
            showSearch={{ optionFilterProp: "label" }}
          />
        </Form.Item>
      )}
      <Form.Item name="name" label={t("organization.name")} extra={t("organization.nameAbout")} rules={required}>
        <Input {...upTo(120)} autoComplete="organization" />
      </Form.Item>
      <Form.Item name="uscc" label={t("organization.uscc")}>
        <Input maxLength={18} />
      </Form.Item>
      <Form.Item name="province" label={t("organization.province")}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="zoneId" label={t("organization.zone")} extra={t("organization.zoneAbout")}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          options={zones.nodes.map(({ id, name, province }) => ({ value: id, label: `${name} · ${province}` }))}
        />
      </Form.Item>
    </>
  );
}
