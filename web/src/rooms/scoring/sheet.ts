import { numberFault } from "../../ui/numbers";

/** A score sheet in hand: what was written here, what the server has, and how the two become one. Pure functions. */

export interface Criterion {
  readonly id: string;
  readonly weight: string;
  readonly maxPoints: string;
}

export interface StoredMark {
  readonly version: number;
  readonly points: string | null | undefined;
  readonly remark: string;
  readonly criterion: { readonly id: string } | null | undefined;
}

export interface StoredComment {
  readonly version: number;
  readonly toOrganizer: string;
  readonly toEntrant: string;
}

export interface Stored {
  readonly marks: readonly StoredMark[];
  readonly comment: StoredComment | null | undefined;
}

export interface Mark {
  readonly points: string | null;
  readonly remark: string;
  /** Of the server's mark this was written over; 0 over none. */
  readonly version: number;
  /** Not on the server yet. */
  readonly isUnsent: boolean;
  /** What another device wrote meanwhile; the judge decides. */
  readonly theirs?: { readonly points: string | null; readonly remark: string; readonly version: number };
}

export interface Comment {
  readonly toOrganizer: string;
  readonly toEntrant: string;
  readonly version: number;
  readonly isUnsent: boolean;
}

export interface Sheet {
  readonly marks: Readonly<Record<string, Mark>>;
  readonly comment: Comment;
}

const NO_MARK: Mark = { points: null, remark: "", version: 0, isUnsent: false };
const NO_COMMENT: Comment = { toOrganizer: "", toEntrant: "", version: 0, isUnsent: false };

export const markOf = (sheet: Sheet, criterionId: string): Mark => sheet.marks[criterionId] ?? NO_MARK;

/** What the server has, with what was written here and not sent laid over it. */
export function openSheet(stored: Stored | null | undefined, kept?: Sheet): Sheet {
  const marks: Record<string, Mark> = {};
  for (const { criterion, points, remark, version } of stored?.marks ?? []) {
    if (criterion) marks[criterion.id] = { points: points ?? null, remark, version, isUnsent: false };
  }
  for (const [id, mark] of Object.entries(kept?.marks ?? {})) if (mark.isUnsent) marks[id] = mark;
  const comment = stored?.comment ? { ...stored.comment, isUnsent: false } : NO_COMMENT;
  return { marks, comment: kept?.comment.isUnsent ? kept.comment : comment };
}

export function writeMark(sheet: Sheet, criterionId: string, change: Partial<Pick<Mark, "points" | "remark">>): Sheet {
  const mark = { ...markOf(sheet, criterionId), ...change, isUnsent: true };
  return { ...sheet, marks: { ...sheet.marks, [criterionId]: mark } };
}

export function writeComment(sheet: Sheet, change: Partial<Pick<Comment, "toOrganizer" | "toEntrant">>): Sheet {
  return { ...sheet, comment: { ...sheet.comment, ...change, isUnsent: true } };
}

/** The judge's answer to two devices: keep what stands here, over theirs, or take theirs. */
export function decide(sheet: Sheet, criterionId: string, keepsMine: boolean): Sheet {
  const { theirs, ...mine } = markOf(sheet, criterionId);
  if (!theirs) return sheet;
  const mark = keepsMine ? { ...mine, version: theirs.version, isUnsent: true } : { ...theirs, isUnsent: false };
  return { ...sheet, marks: { ...sheet.marks, [criterionId]: mark } };
}

/** What is to be sent now: marks that wait for a decision are not. */
export function unsentOf(sheet: Sheet) {
  const marks = Object.entries(sheet.marks)
    .filter(([, mark]) => mark.isUnsent && !mark.theirs)
    .map(([criterionId, { points, remark, version }]) => ({
      criterionId,
      points: points ?? undefined,
      remark,
      version,
    }));
  const { isUnsent, ...comment } = sheet.comment;
  return { marks, comment: isUnsent ? comment : undefined };
}

export const isSent = (sheet: Sheet): boolean =>
  !sheet.comment.isUnsent && Object.values(sheet.marks).every((mark) => !mark.isUnsent && !mark.theirs);

/** The sheet after the server answered to `sent`; what was written meanwhile stays unsent, over what the server has. */
export function afterSave(
  sheet: Sheet,
  sent: ReturnType<typeof unsentOf>,
  stored: Stored,
  kept: readonly StoredMark[],
): Sheet {
  const marks: Record<string, Mark> = { ...openSheet(stored).marks };
  const keptIds = new Set(kept.map(({ criterion }) => criterion?.id));
  for (const [id, mark] of Object.entries(sheet.marks)) {
    const server = marks[id] ?? NO_MARK;
    const was = sent.marks.find(({ criterionId }) => criterionId === id);
    const isUnchanged = was !== undefined && (was.points ?? null) === mark.points && was.remark === mark.remark;
    if (keptIds.has(id)) {
      const { points, remark, version } = server;
      const isSame = points === mark.points && remark === mark.remark;
      marks[id] = isSame ? server : { ...mark, isUnsent: true, theirs: { points, remark, version } };
    } else if (mark.theirs || (mark.isUnsent && !isUnchanged)) {
      marks[id] = was ? { ...mark, version: server.version } : mark;
    }
  }
  const { comment } = sheet;
  const isCommentSent =
    sent.comment !== undefined &&
    sent.comment.toOrganizer === comment.toOrganizer &&
    sent.comment.toEntrant === comment.toEntrant;
  const version = stored.comment?.version ?? 0;
  const waits = comment.isUnsent && !isCommentSent;
  return { marks, comment: waits ? { ...comment, version } : openSheet(stored).comment };
}

/** What the marks come to so far, of 100: a criterion without points is missing, never zero. */
export function totalOf(sheet: Sheet, criteria: readonly Criterion[]): number {
  const marked = criteria.filter(({ id }) => markOf(sheet, id).points !== null);
  const weight = marked.reduce((sum, each) => sum + Number(each.weight), 0);
  const points = marked.reduce(
    (sum, each) => sum + (Number(markOf(sheet, each.id).points) / Number(each.maxPoints)) * Number(each.weight),
    0,
  );
  return weight === 0 ? 0 : (100 * points) / weight;
}

export const missingOf = (sheet: Sheet, criteria: readonly Criterion[]): number =>
  criteria.filter(({ id }) => markOf(sheet, id).points === null).length;

/** What is wrong with the points of a criterion, or nothing. */
export function pointsFault(points: string | null, maxPoints: string, step: string) {
  const fault = numberFault(points ?? "", 0, Number(maxPoints));
  if (points === null || fault) return fault;
  const steps = Number(points) / Number(step);
  const isOff = Math.abs(steps - Math.round(steps)) > 1e-6;
  return isOff ? { code: "OFF_STEP", params: { value: points, step: String(Number(step)) } } : null;
}
