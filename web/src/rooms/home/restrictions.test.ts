import { expect, test } from "vitest";
import { restrictionsOf } from "./restrictions";

const given = (changes: object) => ({
  id: "Restriction_1",
  reason: "有重大环境污染行为",
  startsOn: "2026-01-01",
  endsOn: null,
  liftedAt: null,
  ...changes,
});
const found = (...rows: readonly object[]) =>
  restrictionsOf(
    [
      { id: "Membership_1", organization: { id: "O1", name: "甲厂", restrictions: { nodes: rows.map(given) } } },
      { id: "Membership_2", organization: null },
    ],
    "2026-06-01",
  ).map(({ id, name }) => `${name} ${id}`);

test("a restriction that holds today is told with the name of whom it concerns", () => {
  expect(found({})).toEqual(["甲厂 Restriction_1"]);
  expect(found({ endsOn: "2026-06-01" }, { id: "Restriction_2", startsOn: "2026-06-01" })).toHaveLength(2);
});

test("one that was lifted, has ended or has not begun is not", () => {
  expect(found({ liftedAt: "2026-05-01T00:00:00Z" }, { endsOn: "2026-05-31" }, { startsOn: "2026-06-02" })).toEqual([]);
});
