import { describe, expect, it } from "vitest";
import { gapPercent, outcomeOf } from "./outcomes";

const run = { state: "STOPPED", proof: "NONE", totalFit: 90, totalBound: 100, hasPlan: true };

describe("what is certain of a plan", () => {
  it("is how much better another could be at most", () => {
    expect(gapPercent(90, 100)).toBeCloseTo(10);
    expect(gapPercent(100, 100)).toBe(0);
    expect(gapPercent(100.0000001, 100)).toBe(0);
    expect(gapPercent(5, null)).toBeNull();
    expect(gapPercent(0, 0)).toBe(0);
    expect(gapPercent(-2, -2)).toBe(0);
    expect(gapPercent(-5, -2)).toBeNull();
  });

  it("is told apart by kind", () => {
    expect(outcomeOf({ ...run, state: "PROVEN", proof: "VERIFIED" })).toBe("proven");
    expect(outcomeOf({ ...run, state: "PROVEN", proof: "CLAIMED" })).toBe("claimed");
    expect(outcomeOf(run)).toBe("within");
    expect(outcomeOf({ ...run, totalBound: null })).toBe("stopped");
    expect(outcomeOf({ ...run, totalBound: null, claimedBound: 100 })).toBe("within");
    expect(outcomeOf({ ...run, hasPlan: false })).toBe("nothing");
    expect(outcomeOf({ ...run, state: "CANCELED", hasPlan: false })).toBe("state");
    expect(outcomeOf({ ...run, state: "CANCELED" })).toBe("within");
    expect(outcomeOf({ ...run, state: "INFEASIBLE", hasPlan: false })).toBe("state");
  });
});
