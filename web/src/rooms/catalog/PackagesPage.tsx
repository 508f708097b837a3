import { PlusOutlined, UploadOutlined } from "@ant-design/icons";
import { Button, Tag } from "antd";
import { graphql } from "react-relay";
import { Link } from "react-router";
import { dayText } from "../../i18n/times";
import { useWords, wanText, wordOf } from "../../i18n/useWords";
import { ExportButton } from "../../ui/ExportButton";
import { GREEN_FIELDS, optionsOf, PACKAGE_STATES } from "../../ui/kinds";
import { ListPage } from "../../ui/ListPage";
import { useWorkplaces } from "../../ui/viewer";
import type { PackagesPageQuery } from "../../__generated__/PackagesPageQuery.graphql";
import { STATE_COLORS } from "./states";

type Row = PackagesPageQuery["response"]["technologyPackages"]["nodes"][number];
const EXPORTED = [
  "title",
  "organization.name",
  "state",
  "description",
  "greenFields",
  "technicalFields",
  "trl",
  "priceMinWan",
  "priceMaxWan",
  "maxAdopters",
  "validUntil",
  "region",
];

/** Technology packages: all that the person may see, or those of their own organizations. */
export function PackagesPage() {
  const t = useWords("catalog");
  const own = useWorkplaces()[0];
  const offer = own && (
    <Link to="/packages/new">
      <Button type="primary" icon={<PlusOutlined />}>
        {t("package.offer")}
      </Button>
    </Link>
  );
  return (
    <ListPage<PackagesPageQuery, Row>
      name="packages"
      title={t("package.list")}
      actions={
        offer && (
          <>
            <Link to={`/import/PACKAGES?target=${own.id}`}>
              <Button icon={<UploadOutlined />}>{t("package.import")}</Button>
            </Link>
            {offer}
          </>
        )
      }
      query={graphql`
        query PackagesPageQuery(
          $first: Int
          $after: String
          $last: Int
          $before: String
          $filter: TechnologyPackageFilter
          $orderBy: TechnologyPackageOrder
        ) {
          technologyPackages(
            first: $first
            after: $after
            last: $last
            before: $before
            filter: $filter
            orderBy: $orderBy
          ) {
            nodes {
              id
              title
              state
              trl
              maxAdopters
              priceMinWan
              priceMaxWan
              validUntil
              organization {
                id
                name
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
      connection={(data) => data.technologyPackages}
      address={(row) => `/packages/${row.id}`}
      filters={[
        { name: "text", label: t("package.search"), kind: "text" },
        {
          name: "state",
          label: t("state"),
          kind: "choice",
          isList: true,
          options: optionsOf("PackageState", PACKAGE_STATES),
        },
        { name: "greenField", label: t("greenFields"), kind: "choice", options: optionsOf("GreenField", GREEN_FIELDS) },
        { name: "isMine", label: t("isMine"), kind: "flag" },
      ]}
      tools={(variables) => <ExportButton list="technologyPackages" columns={EXPORTED} variables={variables} />}
      columns={[
        { key: "title", title: t("package.title"), render: (row) => row.title },
        { key: "organization", title: t("organization"), render: (row) => row.organization?.name },
        {
          key: "state",
          title: t("state"),
          render: (row) => <Tag color={STATE_COLORS[row.state]}>{wordOf("PackageState", row.state)}</Tag>,
        },
        { key: "trl", title: t("package.trl"), align: "right", render: (row) => row.trl },
        { key: "adopters", title: t("package.maxAdopters"), align: "right", render: (row) => row.maxAdopters },
        {
          key: "price",
          title: t("package.price"),
          align: "right",
          render: (row) => priceText(row.priceMinWan, row.priceMaxWan),
        },
        { key: "valid", title: t("package.validUntil"), render: (row) => dayText(row.validUntil) },
      ]}
      empty={offer || t("package.none")}
    />
  );
}

/** A range of prices as people write it. */
export function priceText(least: string | null | undefined, most: string | null | undefined): string {
  if (!least && !most) return "";
  const shown = [...new Set([least, most])].filter((each) => each !== null && each !== undefined);
  return shown.map(wanText).join(" – ");
}
