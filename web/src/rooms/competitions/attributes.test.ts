import { expect, test } from "vitest";
import { attributeInputs, attributesOf } from "./attributes";

test("what reads as a number is one", () => {
  expect(
    attributeInputs([
      { name: " 职称 ", value: "正高级" },
      { name: "津贴", value: "1200.5" },
      { name: "工号", value: "007" },
      { name: "", value: "" },
      undefined,
    ]),
  ).toEqual([
    { name: "职称", text: "正高级" },
    { name: "津贴", number: 1200.5 },
    { name: "工号", text: "007" },
  ]);
});

test("what came is what is edited", () => {
  expect(attributesOf({ 预算: 12, 级别: "甲" })).toEqual([
    { name: "预算", value: "12" },
    { name: "级别", value: "甲" },
  ]);
  expect(attributesOf(null)).toEqual([]);
});
