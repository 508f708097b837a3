import { Button, Card, Checkbox, DatePicker, Flex, Grid, Input, Select, Table, Typography } from "antd";
import type { TableProps } from "antd";
import dayjs from "dayjs";
import { isValidElement, useDeferredValue, useState, type ReactNode } from "react";
import { useLazyLoadQuery } from "react-relay";
import { Link, useNavigate, useSearchParams } from "react-router";
import type { GraphQLTaggedNode, OperationType } from "relay-runtime";
import { numberText, useWords } from "../i18n/useWords";
import { Empty } from "./Empty";
import { Frame } from "./Frame";
import { changed, PAGE_SIZES, variablesOf, type Connection, type ListColumn, type ListFilter } from "./list";
import { Page, type Crumb } from "./Page";
import { SavedViews } from "./SavedViews";

interface Identified {
  readonly id: string;
}

export interface ListProps<Q extends OperationType, Row extends Identified> {
  /** Names the list where choices about it are kept. */
  readonly name: string;
  readonly query: GraphQLTaggedNode;
  /** Variables beside those of paging, filter and order. */
  readonly variables?: Record<string, unknown>;
  readonly connection: (data: Q["response"]) => Connection<Row> | null | undefined;
  readonly columns: readonly ListColumn<Row>[];
  readonly filters?: readonly ListFilter[];
  readonly defaultOrder?: string;
  /** Where a row leads. */
  readonly address?: (row: Row) => string;
  /** What can be done with the chosen rows at once. */
  readonly bulk?: (chosen: readonly Row[], done: () => void) => ReactNode;
  /** Buttons that need the filter, such as an export. */
  readonly tools?: (variables: Record<string, unknown>) => ReactNode;
  readonly empty: ReactNode;
}

interface PageProps<Q extends OperationType, Row extends Identified> extends ListProps<Q, Row> {
  readonly title: string;
  readonly about?: ReactNode;
  readonly above?: readonly Crumb[];
  readonly actions?: ReactNode;
}

/** A page that is a list. */
export function ListPage<Q extends OperationType, Row extends Identified>(props: PageProps<Q, Row>) {
  const { title, about, above, actions, ...list } = props;
  return (
    <Page title={title} about={about} above={above} actions={actions}>
      <RecordList {...list} />
    </Page>
  );
}

/** A list whose question stands in the address: filters, order, page; saved views are addresses with a name. */
export function RecordList<Q extends OperationType, Row extends Identified>(props: ListProps<Q, Row>) {
  const { filters = [], defaultOrder, name, tools } = props;
  const [search, setSearch] = useSearchParams();
  const variables = { ...variablesOf(search, filters, defaultOrder), ...props.variables };
  const shown = useDeferredValue(JSON.stringify(variables));
  const ask = (parts: Record<string, string | null>) => setSearch(changed(search, parts), { replace: true });
  return (
    <>
      <Flex wrap gap="small" className="list-filters" role="search">
        {filters.map((filter) => (
          <FilterField key={filter.name} filter={filter} value={search.get(filter.name)} ask={ask} />
        ))}
        <SavedViews list={name} search={search} open={(kept) => setSearch(kept)} />
        <span className="list-tools">{tools?.(variables)}</span>
      </Flex>
      <Frame key={shown}>
        <Rows<Q, Row> {...props} asked={JSON.parse(shown) as Record<string, unknown>} ask={ask} search={search} />
      </Frame>
    </>
  );
}

interface FilterProps {
  readonly filter: ListFilter;
  readonly value: string | null;
  readonly ask: (parts: Record<string, string | null>) => void;
}

function FilterField({ filter, value, ask }: FilterProps) {
  const { name, label, kind, options = [], isList } = filter;
  switch (kind) {
    case "text":
      return (
        <Input.Search
          key={value}
          className="list-text"
          aria-label={label}
          placeholder={label}
          defaultValue={value ?? ""}
          allowClear
          onSearch={(text) => ask({ [name]: text.trim() })}
        />
      );
    case "flag":
      return (
        <Checkbox
          checked={value === "true"}
          onChange={(event) => ask({ [name]: event.target.checked ? "true" : null })}
        >
          {label}
        </Checkbox>
      );
    case "day":
      return (
        <DatePicker
          aria-label={label}
          placeholder={label}
          value={value ? dayjs(value) : null}
          onChange={(day) => ask({ [name]: day?.format("YYYY-MM-DD") ?? null })}
        />
      );
    case "choice":
      return (
        <Select
          className="list-choice"
          aria-label={label}
          placeholder={label}
          allowClear
          mode={isList ? "multiple" : undefined}
          maxTagCount="responsive"
          options={[...options]}
          optionFilterProp="label"
          value={isList ? (value?.split(",") ?? []) : (value ?? undefined)}
          onChange={(chosen: string | string[] | undefined) => ask({ [name]: chosen ? String(chosen) : null })}
        />
      );
  }
}

interface RowsProps<Q extends OperationType, Row extends Identified> extends ListProps<Q, Row> {
  readonly asked: Record<string, unknown>;
  readonly search: URLSearchParams;
  readonly ask: (parts: Record<string, string | null>) => void;
}

function Rows<Q extends OperationType, Row extends Identified>(props: RowsProps<Q, Row>) {
  const { query, connection, asked, bulk, empty, search, filters = [] } = props;
  const data = useLazyLoadQuery<Q>(query, asked as Q["variables"], { fetchPolicy: "store-and-network" });
  const found = connection(data);
  const isWide = Grid.useBreakpoint().md ?? true;
  const [chosenIds, setChosenIds] = useState<readonly string[]>([]);
  const t = useWords();
  if (!found || found.totalCount === 0) {
    const isAsked = filters.some(({ name }) => search.get(name));
    if (isAsked) return <Empty text={t("nothingFound")} />;
    if (isValidElement(empty) && empty.type === Empty) return empty;
    return typeof empty === "string" ? <Empty text={empty} /> : <Empty text={t("nothingYet")}>{empty}</Empty>;
  }
  const chosen = found.nodes.filter((row) => chosenIds.includes(row.id));
  const choose = (ids: readonly string[]) => setChosenIds(ids);
  return (
    <>
      {bulk && chosen.length > 0 && (
        <Flex wrap gap="small" align="center" className="list-bulk">
          <Typography.Text>{t("chosenCount", { count: chosen.length })}</Typography.Text>
          {bulk(chosen, () => choose([]))}
        </Flex>
      )}
      {isWide ? (
        <WideRows {...props} nodes={found.nodes} chosenIds={chosenIds} choose={bulk ? choose : undefined} />
      ) : (
        <NarrowRows {...props} nodes={found.nodes} />
      )}
      <Pager {...props} found={found} />
    </>
  );
}

interface WideProps<Q extends OperationType, Row extends Identified> extends RowsProps<Q, Row> {
  readonly nodes: readonly Row[];
  readonly chosenIds: readonly string[];
  readonly choose: ((ids: readonly string[]) => void) | undefined;
}

function WideRows<Q extends OperationType, Row extends Identified>(props: WideProps<Q, Row>) {
  const { columns, nodes, chosenIds, choose, address, ask, asked } = props;
  const navigate = useNavigate();
  const order = typeof asked.orderBy === "string" ? asked.orderBy : "";
  const made: TableProps<Row>["columns"] = columns.map((column, at) => ({
    key: column.key,
    title: column.title,
    width: column.width,
    align: column.align,
    sorter: column.order !== undefined,
    sortOrder: order === `${column.order}_ASC` ? "ascend" : order === `${column.order}_DESC` ? "descend" : null,
    render: (_: unknown, row: Row) =>
      at === 0 && address ? <Link to={address(row)}>{column.render(row)}</Link> : column.render(row),
  }));
  return (
    <Table<Row>
      rowKey="id"
      size="middle"
      columns={made}
      dataSource={[...nodes]}
      pagination={false}
      // Scrolls by style: the table's own way puts a second, hidden checkbox under the keyboard.
      className="list-wide"
      rowSelection={
        choose && {
          selectedRowKeys: [...chosenIds],
          onChange: (keys) => choose(keys.map(String)),
        }
      }
      onRow={(row) => ({
        // A convenience for the mouse: the link in the first column is what keyboards and readers use.
        onDoubleClick: () => address && void navigate(address(row)),
      })}
      onChange={(_page, _filters, sorter) => {
        const sorted = Array.isArray(sorter) ? sorter[0] : sorter;
        const column = columns.find(({ key }) => key === sorted?.columnKey);
        const way = sorted?.order === "descend" ? "DESC" : "ASC";
        ask({ order: column?.order && sorted?.order ? `${column.order}_${way}` : null });
      }}
    />
  );
}

function NarrowRows<Q extends OperationType, Row extends Identified>(
  props: RowsProps<Q, Row> & { readonly nodes: readonly Row[] },
) {
  const { columns, nodes, address } = props;
  const [first, ...others] = columns.filter((column) => !column.wideOnly);
  return (
    <ul className="list-cards">
      {nodes.map((row) => (
        <li key={row.id}>
          <Card size="small">
            <div className="list-card-title">
              {address ? <Link to={address(row)}>{first?.render(row)}</Link> : first?.render(row)}
            </div>
            <dl>
              {others.map((column) => {
                const shown = column.render(row);
                if (shown === "" || shown === null || shown === undefined) return null;
                return (
                  <div key={column.key}>
                    <dt>{column.title}</dt>
                    <dd>{shown}</dd>
                  </div>
                );
              })}
            </dl>
          </Card>
        </li>
      ))}
    </ul>
  );
}

function Pager<Q extends OperationType, Row extends Identified>(
  props: RowsProps<Q, Row> & { readonly found: Connection<Row> },
) {
  const { found, ask, search } = props;
  const { hasNextPage, hasPreviousPage, startCursor, endCursor } = found.pageInfo;
  const t = useWords();
  return (
    <Flex wrap gap="small" align="center" justify="end" className="list-pager">
      <Typography.Text type="secondary">{t("totalCount", { text: numberText(found.totalCount) })}</Typography.Text>
      <Select
        aria-label={t("pageSize")}
        value={PAGE_SIZES.find((size) => size === Number(search.get("size"))) ?? PAGE_SIZES[0]}
        options={PAGE_SIZES.map((size) => ({ value: size, label: t("perPage", { count: size }) }))}
        onChange={(size: number) => ask({ size: String(size) })}
      />
      <Button disabled={!hasPreviousPage} onClick={() => ask({ before: startCursor ?? null })}>
        {t("previousPage")}
      </Button>
      <Button disabled={!hasNextPage} onClick={() => ask({ after: endCursor ?? null })}>
        {t("nextPage")}
      </Button>
    </Flex>
  );
}
