import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { graphql } from "react-relay";
import { Link } from "react-router";
import { useWords, wordOf } from "../../i18n/useWords";
import { Empty } from "../../ui/Empty";
import { ExportButton } from "../../ui/ExportButton";
import { ListPage } from "../../ui/ListPage";
import { optionsOf } from "../../ui/kinds";
import { belongsTo, useViewer } from "../../ui/viewer";
import type { OrganizationsPageQuery } from "../../__generated__/OrganizationsPageQuery.graphql";
import { KINDS } from "./kinds";
import { VerificationTag } from "./VerificationTag";

const query = graphql`
  query OrganizationsPageQuery(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: OrganizationFilter
    $orderBy: OrganizationOrder
  ) {
    organizations(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        name
        kind
        province
        zone {
          name
        }
        verification {
          state
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      totalCount
    }
  }
`;

type Row = OrganizationsPageQuery["response"]["organizations"]["nodes"][number];
const EXPORTED = ["name", "kind", "province", "zone.name", "verification.state"];

/** Organizations that are here: one's own, and those to find. */
export function OrganizationsPage() {
  const viewer = useViewer();
  const t = useWords("organizations");
  const create = (
    <Link to="/organizations/new">
      <Button type="primary" icon={<PlusOutlined />}>
        {t("organization.create")}
      </Button>
    </Link>
  );
  return (
    <ListPage<OrganizationsPageQuery, Row>
      name="organizations"
      title={t("organization.list")}
      actions={create}
      query={query}
      connection={(data) => data.organizations}
      defaultOrder="NAME_ASC"
      address={({ id }) => `/organizations/${id}`}
      filters={[
        { name: "text", label: t("organization.find"), kind: "text" },
        {
          name: "kind",
          label: t("organization.kind"),
          kind: "choice",
          isList: true,
          options: optionsOf("OrganizationKind", KINDS),
        },
        { name: "isMine", label: t("organization.isMine"), kind: "flag" },
        ...(belongsTo(viewer, "ZONE_ADMIN")
          ? [{ name: "awaitsVerification", label: t("organization.awaits"), kind: "flag" as const }]
          : []),
      ]}
      tools={(variables) => <ExportButton list="organizations" columns={EXPORTED} variables={variables} />}
      columns={[
        { key: "name", title: t("organization.name"), order: "NAME", render: ({ name }) => name },
        { key: "kind", title: t("organization.kind"), render: ({ kind }) => wordOf("OrganizationKind", kind) },
        { key: "zone", title: t("organization.zone"), render: ({ zone }) => zone?.name },
        { key: "province", title: t("organization.province"), render: ({ province }) => province, wideOnly: true },
        {
          key: "verification",
          title: t("verification.title"),
          render: ({ verification }) => <VerificationTag state={verification?.state} />,
        },
      ]}
      empty={<Empty text={t("organization.none")}>{create}</Empty>}
    />
  );
}
