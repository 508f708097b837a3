import { graphql } from "react-relay";
import { Link } from "react-router";
import { timeText } from "../../i18n/times";
import { useWords, wordOf } from "../../i18n/useWords";
import { addressOf, typeOf } from "../../ui/addresses";
import { Changes } from "../../ui/Changes";
import { Empty } from "../../ui/Empty";
import { optionsOf } from "../../ui/kinds";
import { ListPage } from "../../ui/ListPage";
import { useOrganizations } from "../../ui/viewer";
import type { AuditPageQuery } from "../../__generated__/AuditPageQuery.graphql";

const query = graphql`
  query AuditPageQuery(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: AuditEntryFilter
    $orderBy: AuditEntryOrder
  ) {
    auditEntries(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        at
        gesture
        subjectId
        organization {
          name
        }
        ...Changes_entry
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

type Row = AuditPageQuery["response"]["auditEntries"]["nodes"][number];

/** The record of changes of the organizations one administers. */
export function AuditPage() {
  const organizations = useOrganizations();
  const t = useWords("audit");
  return (
    <ListPage<AuditPageQuery, Row>
      name="audit"
      title={t("title")}
      about={t("about")}
      query={query}
      connection={(data) => data.auditEntries}
      filters={[
        {
          name: "organization",
          label: t("organization"),
          kind: "choice",
          options: organizations.map(({ id, name }) => ({ value: id, label: name })),
        },
        {
          name: "operation",
          label: t("operation"),
          kind: "choice",
          isList: true,
          options: optionsOf("AuditOperation", ["INSERT", "UPDATE", "DELETE"]),
        },
        {
          name: "doneBy",
          label: t("doneBy"),
          kind: "choice",
          isList: true,
          options: optionsOf("DoneBy", ["PERSON", "PROGRAM", "SYSTEM", "NOBODY", "OUTSIDE"]),
        },
      ]}
      columns={[
        { key: "at", title: t("at"), render: ({ at }) => timeText(at) },
        { key: "change", title: t("change"), render: (row) => <Changes entry={row} /> },
        { key: "organization", title: t("organization"), render: ({ organization }) => organization?.name },
        { key: "subject", title: t("subject"), render: ({ subjectId }) => <Subject id={subjectId} /> },
      ]}
      empty={<Empty text={t("none")} />}
    />
  );
}

function Subject({ id }: { readonly id: string }) {
  const type = typeOf(id);
  const address = addressOf(type, id);
  const name = wordOf("Table", type.replaceAll(/(?!^)([A-Z])/g, "_$1").toLowerCase());
  return address ? <Link to={address}>{name}</Link> : name;
}
