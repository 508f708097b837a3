import { useVirtualizer } from "@tanstack/react-virtual";
import { Button, Card, Flex, Grid, Typography } from "antd";
import { useEffect, useMemo, useRef } from "react";
import { graphql, usePaginationFragment } from "react-relay";
import type { FaultTable_import$key } from "../../__generated__/FaultTable_import.graphql";
import type { FaultTableIgnoreMutation } from "../../__generated__/FaultTableIgnoreMutation.graphql";
import type { FaultTableMendMutation } from "../../__generated__/FaultTableMendMutation.graphql";
import type { FaultTableQuery } from "../../__generated__/FaultTableQuery.graphql";
import { numberText, useWords } from "../../i18n/useWords";
import { useGesture } from "../../ui/useGesture";
import { FaultRow, placeOf, rowOf, type Fault } from "./FaultRow";
import type { KnownColumn } from "./sheets";
import { useMends } from "./useMends";

const MENDS_AT_ONCE = 500;
const PAGE = 100;

/** Every bad cell in its place, to be mended where it stands; only what is seen is drawn. */
export function FaultTable({ sheetImport: key }: { readonly sheetImport: FaultTable_import$key }) {
  const { data, loadNext, hasNext, isLoadingNext } = usePaginationFragment<FaultTableQuery, FaultTable_import$key>(
    graphql`
      fragment FaultTable_import on SheetImport
      @refetchable(queryName: "FaultTableQuery")
      @argumentDefinitions(count: { type: "Int", defaultValue: 100 }, cursor: { type: "String" }) {
        id
        version
        faultCount
        columns
        faults(first: $count, after: $cursor) @connection(key: "FaultTable_faults") {
          edges {
            node {
              id
              row
              column
              title
              code
              params
              value
              nearest
              cells
            }
          }
        }
      }
    `,
    key,
  );
  const t = useWords("exchange");
  const faults = useMemo(() => data.faults.edges.map(({ node }) => node), [data.faults]);
  const [edits, setEdits] = useMends(data.id, data.version);
  const { mend, ignore, isRunning } = useMending(data.id, data.version);
  const columns = new Map((data.columns as readonly KnownColumn[]).map((column) => [column.name, column]));

  const edit = (fault: Fault, value: string) => {
    const next = new Map(edits);
    if (value === fault.value) next.delete(placeOf(fault));
    else next.set(placeOf(fault), value);
    setEdits(next);
  };
  const guessed = faults.filter(({ nearest, column }) => nearest && column);
  const apply = async (given: ReadonlyMap<string, string>) => {
    if (await mend(given)) setEdits(new Map());
  };
  const leaveOut = async (rows: readonly number[]) => {
    const left = new Set(rows);
    const { success } = await ignore(rows);
    if (success) setEdits(new Map([...edits].filter(([place]) => !left.has(rowOf(place)))));
  };
  return (
    <Card
      size="small"
      title={t("faults.title", { count: data.faultCount, text: numberText(data.faultCount) })}
      className="import-faults"
    >
      <Typography.Paragraph type="secondary">{t("faults.about")}</Typography.Paragraph>
      <Lines
        faults={faults}
        total={data.faultCount}
        more={() => hasNext && !isLoadingNext && loadNext(PAGE)}
        line={(fault) => (
          <FaultRow
            fault={fault}
            columns={columns}
            value={edits.get(placeOf(fault)) ?? fault.value}
            isEdited={edits.has(placeOf(fault))}
            edit={(value) => edit(fault, value)}
            apply={(value) => void apply(new Map([...edits, [placeOf(fault), value]]))}
            ignore={() => void leaveOut([fault.row])}
          />
        )}
      />
      <Flex wrap gap="small" className="import-bar">
        <Button type="primary" disabled={edits.size === 0} loading={isRunning} onClick={() => void apply(edits)}>
          {t("faults.apply", { count: edits.size })}
        </Button>
        {guessed.length > 0 && (
          <Button onClick={() => setEdits(new Map([...edits, ...guessed.map((each) => suggestion(each))]))}>
            {t("faults.takeAll", { count: guessed.length })}
          </Button>
        )}
        <Button loading={isRunning} onClick={() => void leaveOut([...new Set(faults.map(({ row }) => row))])}>
          {t("faults.ignoreAll")}
        </Button>
      </Flex>
    </Card>
  );
}

const suggestion = (fault: Fault): readonly [string, string] => [placeOf(fault), fault.nearest];

interface LinesProps {
  readonly faults: readonly Fault[];
  readonly total: number;
  readonly more: () => unknown;
  readonly line: (fault: Fault) => React.ReactNode;
}

function Lines({ faults, total, more, line }: LinesProps) {
  const t = useWords("exchange");
  const frame = useRef<HTMLDivElement>(null);
  const isWide = Grid.useBreakpoint().md ?? true;
  // eslint-disable-next-line react-hooks/incompatible-library -- it remembers by itself
  const virtual = useVirtualizer({
    count: faults.length,
    getScrollElement: () => frame.current,
    estimateSize: () => (isWide ? 64 : 210),
    getItemKey: (at) => (faults[at] ? `${placeOf(faults[at])} ${faults[at].code}` : at),
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= faults.length - 20) more();
  });
  return (
    <div ref={frame} className="import-scroll" role="table" aria-label={t("faults.label")} aria-rowcount={total + 1}>
      <div role="rowgroup" className="import-head">
        <div role="row" aria-rowindex={1} className="import-line">
          {["row", "column", "value", "problem", "doing"].map((name) => (
            <span key={name} role="columnheader">
              {t(`faults.${name}`)}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: "relative" }}>
        {items.map((item) => {
          const fault = faults[item.index];
          return (
            fault && (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                role="row"
                aria-rowindex={item.index + 2}
                className="import-line"
                style={{ position: "absolute", insetInline: 0, transform: `translateY(${item.start}px)` }}
              >
                {line(fault)}
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

/** Sends what was mended, in parts that the server takes at once. */
function useMending(importId: string, version: number) {
  const [send, isMending] = useGesture<FaultTableMendMutation>(graphql`
    mutation FaultTableMendMutation($input: MendImportCellsInput!) {
      mendImportCells(input: $input) {
        __typename
        ... on MendImportCellsSuccess {
          sheetImport {
            version
            ...ImportPage_import
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [leaveOut, isIgnoring] = useGesture<FaultTableIgnoreMutation>(graphql`
    mutation FaultTableIgnoreMutation($input: IgnoreImportRowsInput!) {
      ignoreImportRows(input: $input) {
        __typename
        ... on IgnoreImportRowsSuccess {
          sheetImport {
            ...ImportPage_import
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const mend = async (edits: ReadonlyMap<string, string>): Promise<boolean> => {
    const cells = [...edits].map(([place, value]) => {
      const [row, column] = place.split(" ", 2);
      return { row: Number(row), column: column ?? "", value };
    });
    let known = version;
    for (let at = 0; at < cells.length; at += MENDS_AT_ONCE) {
      const { success } = await send({
        input: { importId, version: known, cells: cells.slice(at, at + MENDS_AT_ONCE) },
      });
      if (!success?.sheetImport) return false;
      known = success.sheetImport.version;
    }
    return true;
  };
  const ignore = (rows: readonly number[]) => leaveOut({ input: { importId, version, rows } });
  return { mend, ignore, isRunning: isMending || isIgnoring };
}
