import { expect, test } from "vitest";
import { groupOf, type OpenRound } from "./parts";

const round = (given: Partial<OpenRound> = {}): OpenRound => ({
  id: "Round_1",
  name: "初赛",
  state: "PLANNING",
  scoresDueAt: null,
  rubric: { id: "Rubric_1" },
  competition: { id: "Competition_1", name: "大赛", judges: { totalCount: 0 } },
  plans: { totalCount: 1 },
  published: { nodes: [{ id: "Plan_1" }] },
  scoringProgress: { openCount: 0, draftCount: 0, returnedCount: 0, recusedCount: 0 },
  ...given,
});
const linesOf = (given: Partial<OpenRound>) =>
  groupOf(round(given), Date.parse("2026-11-23T00:00:00Z")).lines.map(({ key, count, to }) => `${key} ${count} ${to}`);

test("a round without plan and rubric waits for both, each where it is made", () => {
  const lines = linesOf({ rubric: null, plans: { totalCount: 0 }, published: { nodes: [] } });
  expect(lines).toEqual(["withoutRubric 1 /rounds/Round_1", "withoutPlan 1 /rounds/Round_1/studio"]);
});

test("a task whose judge stepped back leads to the repair of the published plan", () => {
  const scoringProgress = { openCount: 2, draftCount: 1, returnedCount: 0, recusedCount: 1 };
  expect(linesOf({ state: "JUDGING", scoringProgress })).toEqual([
    "recusals 1 /rounds/Round_1/plans/Plan_1/repair",
    "unfinished 3 /rounds/Round_1",
  ]);
  expect(linesOf({ state: "JUDGING", scoringProgress, scoresDueAt: "2026-11-22T00:00:00Z" })[1]).toBe(
    "late 3 /rounds/Round_1",
  );
});

test("a round for which nothing waits says nothing", () => {
  expect(linesOf({})).toEqual([]);
});
