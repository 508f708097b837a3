import { describe, expect, it } from "vitest";
import {
  afterSave,
  decide,
  isSent,
  markOf,
  missingOf,
  openSheet,
  pointsFault,
  totalOf,
  unsentOf,
  writeComment,
  writeMark,
} from "./sheet";

const stored = (points: string, version: number) => ({
  marks: [{ version, points, remark: "", criterion: { id: "a" } }],
  comment: null,
});

describe("a score sheet in hand", () => {
  it("sends what changed and is clean after the answer", () => {
    const written = writeMark(openSheet(stored("3", 1)), "a", { points: "5" });
    const sent = unsentOf(written);
    expect(sent.marks).toEqual([{ criterionId: "a", points: "5", remark: "", version: 1 }]);
    const after = afterSave(written, sent, stored("5", 2), []);
    expect([isSent(after), markOf(after, "a")]).toEqual([
      true,
      { points: "5", remark: "", version: 2, isUnsent: false },
    ]);
  });

  it("keeps what was written while the answer was on its way", () => {
    const first = writeMark(openSheet(null), "a", { points: "5" });
    const sent = unsentOf(first);
    const second = writeMark(first, "a", { points: "6" });
    const after = afterSave(second, sent, stored("5", 1), []);
    expect(unsentOf(after).marks).toEqual([{ criterionId: "a", points: "6", remark: "", version: 1 }]);
  });

  it("loses neither of two devices' marks and lets the judge decide", () => {
    const mine = writeMark(openSheet(stored("3", 1)), "a", { points: "5" });
    const theirs = stored("8", 2);
    const after = afterSave(mine, unsentOf(mine), theirs, theirs.marks);
    expect(markOf(after, "a")).toMatchObject({ points: "5", isUnsent: true, theirs: { points: "8", version: 2 } });
    expect([unsentOf(after).marks, isSent(after)]).toEqual([[], false]);
    expect(unsentOf(decide(after, "a", true)).marks[0]).toMatchObject({ points: "5", version: 2 });
    expect(markOf(decide(after, "a", false), "a")).toMatchObject({ points: "8", isUnsent: false });
  });

  it("lays what was kept in the browser over what the server has", () => {
    const kept = writeComment(writeMark(openSheet(null), "a", { points: "5" }), { toEntrant: "好" });
    const opened = openSheet(stored("3", 1), kept);
    expect([markOf(opened, "a").points, opened.comment.toEntrant]).toEqual(["5", "好"]);
    expect(markOf(openSheet(stored("3", 1), openSheet(stored("1", 1))), "a").points).toBe("3");
  });

  it("weighs points and counts what is missing, which is never zero points", () => {
    const criteria = [
      { id: "a", weight: "60", maxPoints: "10" },
      { id: "b", weight: "40", maxPoints: "5" },
    ];
    const sheet = writeMark(openSheet(null), "a", { points: "5" });
    expect([totalOf(sheet, criteria), missingOf(sheet, criteria)]).toEqual([50, 1]);
    expect(missingOf(writeMark(sheet, "b", { points: "0" }), criteria)).toBe(0);
  });

  it("knows points that cannot be given", () => {
    const told = [null, "7.5", "11", "-1", "7.3"].map((points) => pointsFault(points, "10.00", "0.50")?.code ?? null);
    expect(told).toEqual([null, null, "OUT_OF_RANGE", "OUT_OF_RANGE", "OFF_STEP"]);
  });
});
