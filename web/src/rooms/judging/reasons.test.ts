import { expect, test } from "vitest";
import type { TFunction } from "i18next";
import type { Matrix } from "./matrix";
import { reasonSentence } from "./reasons";
import { violationSentence } from "./violations";

const t = ((key: string | readonly string[], words: Readonly<Record<string, unknown>> = {}) =>
  `${typeof key === "string" ? key : key[0]} ${JSON.stringify(words)}`) as unknown as TFunction;
const matrix = { columns: [{ code: "P1", name: "张一" }] } as unknown as Matrix;
const settings = { rules: [{ count: { column: "organization", per: "ALL", atMost: 1 } }] };
const rule = { rule: "organization (all) ≤ 1", rule_at: 0, limit: 1 };

test("a rule that stands in the way is called as people stated it", () => {
  const reason = reasonSentence(t, { code: "RULE_FULL", params: { judge: "P1", ...rule } }, matrix, settings);
  expect(reason).toContain("reason.RULE_FULL");
  expect(reason).toContain("rule.count.ALL");
  expect(reason).not.toContain(rule.rule);
  const broken = { code: "RULE_OVER", judgeCode: "P1", entryCode: null, params: { ...rule, units: 2 } };
  expect(violationSentence(t, broken, settings)).toContain("rule.count.ALL");
});

test("changes are counted above zero, whatever the machine does", () => {
  const params = { aim: "fewest_changes", before: -11, after: -12 };
  const told = reasonSentence(t, { code: "AIM", params }, matrix, settings);
  expect(told).toContain('"before":"11","after":"12"');
});
