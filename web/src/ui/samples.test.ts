import { describe, expect, it } from "vitest";
import { sampled, type Sample } from "./samples";

const at = (seconds: number, value: number | null, bound: number | null = null): Sample => ({ seconds, value, bound });

describe("the course of a run", () => {
  it("takes only what is new", () => {
    const first = sampled([], at(1, 5));
    expect(sampled(first, at(2, 5))).toBe(first);
    expect(sampled(first, at(2, 5, 9))).toHaveLength(2);
  });

  it("stays bounded and keeps its ends", () => {
    let all: readonly Sample[] = [];
    for (let second = 0; second < 5000; second += 1) all = sampled(all, at(second, second));
    expect(all.length).toBeLessThanOrEqual(600);
    expect(all[0]?.seconds).toBe(0);
    expect(all.at(-1)?.seconds).toBe(4999);
    const times = all.map(({ seconds }) => seconds);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});
