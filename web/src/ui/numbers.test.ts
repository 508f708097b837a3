import { describe, expect, test } from "vitest";
import { figuresOf, numberFault } from "./numbers";

describe("a number as it is typed", () => {
  test.each([
    ["８", "8"],
    ["－３。５", "-3.5"],
    ["１２，０００ ", "12000"],
    ["八", "八"],
  ])("%s is read as %s", (typed, read) => expect(figuresOf(typed)).toBe(read));

  test.each([
    ["", 1, 2, null],
    ["-", undefined, undefined, "NOT_A_NUMBER"],
    ["八个", 0, 9, "NOT_A_NUMBER"],
    ["９", 0, 9, null],
    ["10", 0, 9, "OUT_OF_RANGE"],
    ["-1", "0", undefined, "BELOW_MINIMUM"],
    ["2.5", 0, 9, null],
    ["1001", undefined, "1000", "ABOVE_MAXIMUM"],
  ])("%s between %s and %s: %s", (typed, min, max, code) =>
    expect(numberFault(typed, min, max)?.code ?? null).toBe(code),
  );

  test("a half is no whole number", () => expect(numberFault("2.5", 0, 9, true)?.code).toBe("NOT_AN_INTEGER"));
});
