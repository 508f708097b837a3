import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { words } from "../i18n";
import { chooseTimeZone } from "../i18n/times";
import { valueText } from "./changedValues";

const fileOf = (name: string) => JSON.parse(readFileSync(`src/i18n/zh/${name}.json`, "utf8")) as object;

beforeAll(async () => {
  await words.init({ lng: "zh", ns: ["ui", "enums"], defaultNS: "ui", interpolation: { escapeValue: false } });
  for (const name of ["ui", "enums"]) words.addResourceBundle("zh", name, fileOf(name));
  chooseTimeZone("Asia/Shanghai");
});

test.each([
  ["judge.kind", "TECHNICAL", "技术"],
  ["round.is_blind", true, "是"],
  ["round.is_blind", false, "否"],
  ["round.scores_due_at", "2026-11-23T16:30:00+00:00", "2026年11月24日 00:30"],
  ["need.deadline_on", "2026-11-23", "2026年11月23日"],
  ["judge.max_load", 1200, "1,200"],
  ["competition.edition_year", 2026, "2026"],
  ["judge.name", { veiled: "ab12" }, "•••"],
  ["judge.organization_name", "", "—"],
  ["judge_attributes.attributes", { 职称: "正高级", 津贴: 12.5 }, "职称：正高级、津贴：12.5"],
  ["need.green_fields", ["ENERGY_SAVING_ENV"], "节能环保"],
  ["judge.account_id", "01a206a8-6a50-77f8-9a64-a8f7de770f00", "#de770f00"],
])("%s %j reads %s", (column, value, text) => {
  expect(valueText(column, value)).toBe(text);
});

test("a key that is known reads as its name", () => {
  const key = "01a206a8-6a50-77f8-9a64-a8f7de770f00";
  expect(valueText("judge.account_id", key, { [key]: "沈博远" })).toBe("沈博远");
});
