import { Drawer, Grid } from "antd";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { fetchQuery, graphql, useLazyLoadQuery, useRelayEnvironment } from "react-relay";
import { useSearchParams } from "react-router";
import type { PlanBoardChosenQuery } from "../../__generated__/PlanBoardChosenQuery.graphql";
import type { PlanBoardQuery } from "../../__generated__/PlanBoardQuery.graphql";
import { useWords } from "../../i18n/useWords";
import { NotFound } from "../../ui/NotFound";
import { matrixOf } from "./board";
import { EntryList } from "./EntryList";
import { JudgeList } from "./JudgeList";
import { bytesOf, sumsOf, type Cell, type Matrix } from "./matrix";
import { MatrixView } from "./MatrixView";
import { LockMenu } from "./LockMenu";
import { MoveDialog, type Move } from "./Moving";
import { PairPanel } from "./PairPanel";
import { askWhy } from "./PairReasons";

const query = graphql`
  query PlanBoardQuery($id: ID!) {
    plan(id: $id) {
      id
      version
      viewerCanEdit
    }
    planMatrix(planId: $id) {
      version
      rowCount
      columnCount
      lowestFit
      highestFit
      levels
      forbidden
      forbiddenReasons
      reasons
      chosen
      chosenFlags
      entryFits
      entryIds
      entryCodes
      entryTitles
      entryNeeds
      judgeIds
      judgeCodes
      judgeNames
      judgeMost
    }
  }
`;

export type BoardView = "matrix" | "entries" | "judges";

interface Props {
  readonly planId: string;
  readonly view: BoardView;
}

// An edit changes what is chosen, never the fits: only that is read again, into the same place of the store.
const chosenQuery = graphql`
  query PlanBoardChosenQuery($id: ID!) {
    planMatrix(planId: $id) {
      version
      chosen
      chosenFlags
      entryFits
    }
  }
`;

/** The pairs of a plan in one of three views, with the panel of the pair that is open. */
export function PlanBoard({ planId, view }: Props) {
  const data = useLazyLoadQuery<PlanBoardQuery>(query, { id: planId }, { fetchPolicy: "store-or-network" });
  const { plan, planMatrix } = data;
  const levels = useMemo(() => bytesOf(planMatrix?.levels ?? ""), [planMatrix?.levels]);
  const matrix = useMemo(() => (planMatrix ? matrixOf(planMatrix, levels) : null), [planMatrix, levels]);
  const environment = useRelayEnvironment();
  // Both versions, so that an answer that came too late is asked for once more.
  const behind =
    plan && planMatrix && plan.version !== planMatrix.version ? `${planMatrix.version} ${plan.version}` : "";
  useEffect(() => {
    if (behind === "") return;
    const reading = fetchQuery<PlanBoardChosenQuery>(environment, chosenQuery, { id: planId }).subscribe({});
    return () => reading.unsubscribe();
  }, [environment, behind, planId]);
  if (!plan || !matrix) return <NotFound />;
  return <Board planId={plan.id} version={plan.version} canEdit={plan.viewerCanEdit} matrix={matrix} view={view} />;
}

interface BoardProps {
  readonly planId: string;
  readonly version: number;
  readonly canEdit: boolean;
  readonly matrix: Matrix;
  readonly view: BoardView;
}

function Board({ planId, version, canEdit, matrix, view }: BoardProps) {
  const sums = useMemo(() => sumsOf(matrix), [matrix]);
  const [open, setOpen] = useShownAtOnce(useOpenCell(matrix));
  const environment = useRelayEnvironment();
  const choose = useCallback(
    (cell: Cell) => {
      const [entry, judge] = [matrix.rows[cell.row], matrix.columns[cell.column]];
      if (entry && judge) askWhy(environment, planId, judge.id, entry.id);
      setOpen(cell);
    },
    [environment, matrix, planId, setOpen],
  );
  const [asked, setAsked] = useState<Move | null>(null);
  const isWide = Grid.useBreakpoint().xl ?? true;
  const t = useWords("judging");
  const changed = { planId, version, matrix };
  const move = canEdit ? setAsked : null;
  const locks = useCallback(
    (shown?: readonly Cell[]) =>
      canEdit && <LockMenu planId={planId} version={version} matrix={matrix} shown={shown} />,
    [canEdit, planId, version, matrix],
  );
  const matrixLocks = useMemo(() => locks(), [locks]);
  const panel = open && (
    <PairPanel
      planId={planId}
      version={version}
      canEdit={canEdit}
      matrix={matrix}
      sums={sums}
      cell={open}
      open={choose}
      close={() => setOpen(null)}
    />
  );
  return (
    <div className={panel && isWide ? "board with-panel" : "board"}>
      {view === "matrix" && <MatrixView matrix={matrix} sums={sums} open={open} choose={choose} locks={matrixLocks} />}
      {view === "entries" && <EntryList matrix={matrix} sums={sums} choose={choose} move={move} locks={locks} />}
      {view === "judges" && <JudgeList matrix={matrix} sums={sums} choose={choose} move={move} locks={locks} />}
      {asked && <MoveDialog {...changed} move={asked} close={() => setAsked(null)} />}
      {isWide ? (
        panel
      ) : (
        <Drawer
          open={Boolean(panel)}
          placement="bottom"
          size="large"
          title={<h2 className="card-title">{t("pair.title")}</h2>}
          onClose={() => setOpen(null)}
        >
          {panel}
        </Drawer>
      )}
    </div>
  );
}

/** The open pair stands in the address by its codes, so that it can be handed on. */
function useOpenCell(matrix: Matrix): [Cell | null, (cell: Cell | null) => void] {
  const [search, setSearch] = useSearchParams();
  const [entry, judge] = [search.get("entry"), search.get("judge")];
  const open = useMemo(() => {
    if (entry === null || judge === null) return null;
    const row = matrix.rows.findIndex(({ code }) => code === entry);
    const column = matrix.columns.findIndex(({ code }) => code === judge);
    return row < 0 || column < 0 ? null : { row, column };
  }, [matrix.rows, matrix.columns, entry, judge]);
  const setOpen = useCallback(
    (cell: Cell | null) =>
      setSearch(
        (known) => {
          const next = new URLSearchParams(known);
          next.delete("entry");
          next.delete("judge");
          if (cell) {
            next.set("entry", matrix.rows[cell.row]?.code ?? "");
            next.set("judge", matrix.columns[cell.column]?.code ?? "");
          }
          return next;
        },
        { replace: true },
      ),
    [matrix.rows, matrix.columns, setSearch],
  );
  return [open, setOpen];
}

const ADDRESS_AFTER_MS = 250;

/** Shows a cell with the click; the address, with which the whole page is drawn again, follows at rest. */
function useShownAtOnce([stated, state]: ReturnType<typeof useOpenCell>): ReturnType<typeof useOpenCell> {
  const [shown, setShown] = useState({ stated, cell: stated });
  const waiting = useRef(0);
  if (shown.stated !== stated) setShown({ stated, cell: stated });
  const show = useCallback(
    (cell: Cell | null) => {
      setShown((known) => ({ ...known, cell }));
      clearTimeout(waiting.current);
      waiting.current = window.setTimeout(() => state(cell), ADDRESS_AFTER_MS);
    },
    [state],
  );
  useEffect(() => () => clearTimeout(waiting.current), []);
  return [shown.cell, show];
}
