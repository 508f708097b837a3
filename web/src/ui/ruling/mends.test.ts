import type { TFunction } from "i18next";
import { expect, test } from "vitest";
import { mendLines, ruleText, type Mend } from "./mends";
import { aimSentence } from "./sentences";

const mend = (given: Partial<Mend>): Mend => ({
  id: 0,
  code: "RAISE_RULE_MAXIMUM",
  supply: null,
  demand: null,
  units: 1,
  limit: null,
  rule: null,
  group: null,
  patch: null,
  ...given,
});
const rule = { count: { column: "organization", per: "ALL", atMost: 1 } };
const t = ((key: string) => key) as TFunction;

const patched = (id: number, atMost: number) => mend({ id, patch: { rules: [{ at: 0, atMost }] } });

test("mends of one rule are one line whose new limit serves the neediest", () => {
  const [line, ...others] = mendLines([patched(0, 2), patched(1, 5), patched(2, 3)], { rules: [rule] });
  expect(others).toEqual([]);
  expect(line?.mends.map(({ id }) => id)).toEqual([0, 1, 2]);
  expect(line?.rule?.after).toEqual({ count: { ...rule.count, atMost: 5 } });
});

test("a minimum gives way to the least that is asked", () => {
  const floors = [0.4, 0.2].map((fitTotal, id) => mend({ id, patch: { rules: [{ at: 0, fitTotal }] } }));
  const [line] = mendLines(floors, { rules: [{ floor: { fitTotal: 0.9 } }] });
  expect(line?.rule?.after).toEqual({ floor: { fitTotal: 0.2 } });
});

test("open places are allowed once, and what no setting brings about stands alone", () => {
  const lines = mendLines(
    [mend({ id: 0, patch: { elastic: true } }), mend({ id: 1, patch: { elastic: true } }), mend({ id: 2 })],
    {},
  );
  expect(lines.map(({ mends, isElastic, isDoable }) => [mends.length, isElastic, isDoable])).toEqual([
    [2, true, true],
    [1, false, false],
  ]);
});

test("a rule is called by its name, else by its sentence, and by what the machine calls it where nothing else is known", () => {
  const named = { count: { ...rule.count, name: "轮流" } };
  const text = (told: object) =>
    ruleText(t, { rules: [rule, named] }, { rule: "organization (all) ≤ 1", ...told }, String);
  expect(text({ rule_at: 0 })).toBe("rule.count.ALL");
  expect(text({ rule: "轮流", rule_at: 1 })).toBe("轮流");
  expect(text({})).toBe("organization (all) ≤ 1");
});

test("places kept free are told by their number or by their column", () => {
  expect(aimSentence(t, { kind: "RESERVE", units: 2 })).toBe("aim.kind.RESERVE");
  expect(aimSentence(t, { kind: "RESERVE", column: "spare" })).toBe("aim.kind.RESERVE_BY");
});
