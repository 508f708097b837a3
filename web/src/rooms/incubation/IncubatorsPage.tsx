import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { graphql } from "react-relay";
import { Link } from "react-router";
import type { IncubatorsPageQuery } from "../../__generated__/IncubatorsPageQuery.graphql";
import { numberText, useWords, wordOf } from "../../i18n/useWords";
import { Empty } from "../../ui/Empty";
import { ExportButton } from "../../ui/ExportButton";
import { optionsOf } from "../../ui/kinds";
import { ListPage } from "../../ui/ListPage";
import { INCUBATOR_KINDS, INCUBATOR_LEVELS } from "./figures";

type Row = IncubatorsPageQuery["response"]["incubators"]["nodes"][number];
const EXPORTED = ["organization.name", "organization.province", "kind", "level", "mainIndustry"];

/** Incubators that the person has to do with. */
export function IncubatorsPage() {
  const t = useWords("incubation");
  const create = (
    <Link to="/incubators/new">
      <Button type="primary" icon={<PlusOutlined />}>
        {t("incubator.register")}
      </Button>
    </Link>
  );
  return (
    <ListPage<IncubatorsPageQuery, Row>
      name="incubators"
      title={t("incubator.list")}
      actions={create}
      query={graphql`
        query IncubatorsPageQuery(
          $first: Int
          $after: String
          $last: Int
          $before: String
          $filter: IncubatorFilter
          $orderBy: IncubatorOrder
        ) {
          incubators(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
            nodes {
              id
              kind
              level
              mainIndustry
              organization {
                id
                name
                province
              }
              residencies(filter: { isCurrent: true }) {
                totalCount
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
      `}
      connection={(data) => data.incubators}
      address={({ id }) => `/incubators/${id}`}
      defaultOrder="NAME_ASC"
      filters={[
        { name: "name", label: t("incubator.name"), kind: "text" },
        {
          name: "kind",
          label: t("incubator.kind"),
          kind: "choice",
          isList: true,
          options: optionsOf("IncubatorKind", INCUBATOR_KINDS),
        },
        {
          name: "level",
          label: t("incubator.level"),
          kind: "choice",
          isList: true,
          options: optionsOf("IncubatorLevel", INCUBATOR_LEVELS),
        },
      ]}
      tools={(variables) => <ExportButton list="incubators" columns={EXPORTED} variables={variables} />}
      columns={[
        { key: "name", title: t("incubator.name"), order: "NAME", render: ({ organization }) => organization?.name },
        { key: "kind", title: t("incubator.kind"), render: ({ kind }) => wordOf("IncubatorKind", kind) },
        { key: "level", title: t("incubator.level"), render: ({ level }) => wordOf("IncubatorLevel", level) },
        { key: "industry", title: t("incubator.mainIndustry"), render: ({ mainIndustry }) => mainIndustry },
        {
          key: "stays",
          title: t("residency.current"),
          align: "right",
          render: ({ residencies }) => numberText(residencies.totalCount),
        },
      ]}
      empty={<Empty text={t("incubator.none")}>{create}</Empty>}
    />
  );
}
