import { HolderOutlined } from "@ant-design/icons";
import { Modal } from "antd";
import { useCallback, useEffect, useState, type DragEvent, type ReactNode } from "react";
import { useWords } from "../../i18n/useWords";
import type { Edit } from "./board";
import { Broken, Price, type Priced } from "./EditOffer";
import { stateAt, type Cell, type Matrix } from "./matrix";
import { useEditPlan } from "./useEditPlan";

/** A pair taken from one place of a list to another: of the same judge or of the same entry. */
export interface Move {
  readonly from: Cell;
  readonly to: Cell;
}

export const editOf = ({ from, to }: Move): Edit => ({ remove: [from], add: [to] });

/** Whether a pair may be dropped there: the new pair is allowed and not in the plan yet. */
export function canMove(matrix: Matrix, { from, to }: Move): boolean {
  const { isChosen, reason } = stateAt(matrix, to);
  return (from.row !== to.row || from.column !== to.column) && !isChosen && reason === null;
}

/** What a list needs to let its chips be dragged from line to line; `along` says whether lines are entries or judges. */
export function useDragging(matrix: Matrix, along: "row" | "column", move: ((move: Move) => void) | null) {
  const [dragged, setDragged] = useState<Cell | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const moveTo = useCallback(
    (line: number): Move | null => (dragged ? { from: dragged, to: { ...dragged, [along]: line } } : null),
    [along, dragged],
  );
  const stop = () => {
    setDragged(null);
    setOver(null);
  };
  const chip = (cell: Cell) => ({
    draggable: move !== null && !stateAt(matrix, cell).isLocked,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", matrix.rows[cell.row]?.code ?? "");
      setDragged(cell);
    },
    onDragEnd: stop,
  });
  const line = (at: number) => {
    const asked = moveTo(at);
    const isOpen = move !== null && asked !== null && canMove(matrix, asked);
    return {
      className: isOpen ? (over === at ? "drop-open drop-here" : "drop-open") : undefined,
      onDragOver: (event: DragEvent) => {
        if (!isOpen) return;
        event.preventDefault();
        if (over !== at) setOver(at);
      },
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        stop();
        if (isOpen) move(asked);
      },
    };
  };
  return { chip, line };
}

interface ChipProps extends ReturnType<ReturnType<typeof useDragging>["chip"]> {
  readonly children: ReactNode;
}

/** A chip with a grip where there is a mouse: browsers do not let buttons themselves be dragged. */
export function Chip({ children, ...drag }: ChipProps) {
  return (
    <span className="chip" {...drag}>
      {drag.draggable && <HolderOutlined className="chip-grip" aria-hidden="true" />}
      {children}
    </span>
  );
}

interface DialogProps {
  readonly planId: string;
  readonly version: number;
  readonly matrix: Matrix;
  readonly move: Move;
  readonly close: () => void;
}

const named = ({ code = "", name = "" }: { code?: string; name?: string } = {}) => `${code} ${name}`.trim();

/** What a move would cost and break, before it is made. */
export function MoveDialog({ planId, version, matrix, move, close }: DialogProps) {
  const [priced, setPriced] = useState<Priced | null>(null);
  const [edit, isEditing] = useEditPlan();
  const t = useWords("judging");
  useEffect(() => {
    let isGone = false;
    void edit(planId, version, matrix, editOf(move), { isDry: true }).then(({ success }) => {
      if (isGone) return;
      if (success) setPriced(success as Priced);
      else close();
    });
    return () => {
      isGone = true;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- asked once: the dialog is made anew for another move
  }, []);
  const apply = async () => {
    await edit(planId, version, matrix, editOf(move), { isDry: false });
    close();
  };
  const { from, to } = move;
  const isOfJudge = from.column === to.column;
  const words = {
    what: named(isOfJudge ? matrix.columns[from.column] : matrix.rows[from.row]),
    from: named(isOfJudge ? matrix.rows[from.row] : matrix.columns[from.column]),
    to: named(isOfJudge ? matrix.rows[to.row] : matrix.columns[to.column]),
  };
  return (
    <Modal
      open
      title={t(isOfJudge ? "move.judge" : "move.entry", words)}
      okText={t("pair.confirm")}
      cancelText={t("cancel")}
      okButtonProps={{ disabled: priced === null }}
      confirmLoading={isEditing && priced !== null}
      loading={priced === null}
      onOk={() => void apply()}
      onCancel={close}
    >
      {priced && (
        <>
          <Price priced={priced} />
          <Broken priced={priced} />
        </>
      )}
    </Modal>
  );
}
