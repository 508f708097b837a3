import { describe, expect, test } from "vitest";
import { figuresOf, numberFault } from "./numbers";

describe("a number as it is typed", () => {
  test.each([
    ["８", "8"],
    ["－３。５", "-3.5"],
    ["１２，０００ ", "12000"],
    ["八", "八"],
    ["+5", "5"],
    ["1E5", "1e5"],
  ])("%s is read as %s", (typed, read) => expect(figuresOf(typed)).toBe(read));

  test.each([
    ["", 1, 2, null],
    ["-", undefined, undefined, "NOT_A_NUMBER"],
    ["八个", 0, 9, "NOT_A_NUMBER"],
    ["0x10", 0, 99, "NOT_A_NUMBER"],
    ["Infinity", undefined, undefined, "NOT_A_NUMBER"],
    ["1e2", 0, 100, null],
    ["９", 0, 9, null],
    ["10", 0, 9, "OUT_OF_RANGE"],
    ["-1", "0", undefined, "BELOW_MINIMUM"],
    ["2.5", 0, 9, null],
    ["1001", undefined, "1000", "ABOVE_MAXIMUM"],
  ])("%s between %s and %s: %s", (typed, min, max, code) =>
    expect(numberFault(typed, min, max)?.code ?? null).toBe(code),
  );

  test.each(["2.5", "八个"])("%s is no whole number", (typed) =>
    expect(numberFault(typed, 0, 9, true)).toEqual({ code: "NOT_AN_INTEGER", params: { value: typed } }),
  );
});
