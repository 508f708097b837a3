import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { candidatesOf } from "./board";
import { statesOf, type Matrix } from "./matrix";
import { formOf, inputOf, rulingOf } from "./settings";

describe("settings on their way to the server", () => {
  it("leave out what was left blank", () => {
    expect(inputOf(formOf({ perEntry: 3, maxLoad: null, name: undefined }))).toEqual({
      perEntry: 3,
      seed: 0,
      elastic: false,
      rules: [],
      aims: [],
      judgeLoads: [],
      entryNeeds: [],
      allowedPairs: [],
    });
    expect(inputOf(formOf({ maxLoad: null }))).not.toHaveProperty("maxLoad");
    const rule = { count: { column: "kind", per: "DEMAND", values: [], atLeast: null, atMost: 1, name: "" } };
    expect(inputOf({ rules: [rule] }).rules).toEqual([
      { count: { column: "kind", per: "DEMAND", values: [], atMost: 1 } },
    ]);
  });

  it("keep zeros and false", () => {
    expect(inputOf({ minLoad: 0, elastic: false, seed: 0 })).toMatchObject({ minLoad: 0, elastic: false, seed: 0 });
  });

  it("say nothing for total fit alone, and drop aims without a kind", () => {
    expect(inputOf({ aims: [{ kind: "TOTAL_FIT" }] }).aims).toEqual([]);
    expect(inputOf({ aims: [{ kind: "WORST_SERVED" }, {}, { kind: "TOTAL_FIT" }] }).aims).toEqual([
      { kind: "WORST_SERVED" },
      { kind: "TOTAL_FIT" },
    ]);
  });

  it("come back from a run as they were stated", () => {
    const stated = {
      perEntry: null,
      rules: [rulingOf({ judges: [], entries: [] }).templates.atMostOf],
      judgeLoads: [{ judge: "P01", maxLoad: 7 }],
    };
    expect(inputOf(formOf(stated))).toMatchObject({ rules: stated.rules, judgeLoads: stated.judgeLoads });
  });

  it("offer rules of exactly one kind each", () => {
    const { templates } = rulingOf({ judges: [], entries: [] });
    for (const rule of Object.values(templates)) expect(Object.keys(rule)).toHaveLength(1);
  });
});

const people = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: `${at}`, code: "", name: "", limit: 1 }));

describe("who else would fit", () => {
  it("are those allowed and not in the plan, the best first", () => {
    const matrix: Matrix = {
      rows: people(1),
      columns: people(5),
      levels: Uint8Array.from([9, 0, 7, 8, 7]),
      states: statesOf(5, {
        chosen: Uint32Array.from([0]),
        chosenFlags: Uint8Array.from([0]),
        forbidden: Uint32Array.from([3]),
        forbiddenReason: Uint8Array.from([1]),
      }),
      fits: [1],
      lowest: 0,
      highest: 1,
      reasons: ["KIN"],
    };
    expect(candidatesOf(matrix, 0, 9)).toEqual([2, 4]);
    expect(candidatesOf(matrix, 0, 1)).toEqual([2]);
  });
});

it("every rule and every aim that the API takes is offered", () => {
  const ruling = rulingOf({ judges: [], entries: [] });
  const kinds = new Set(Object.values(ruling.templates).flatMap((template) => Object.keys(template)));
  expect([...kinds].toSorted()).toEqual(fieldsOf("RuleInput"));
  expect([...ruling.aims].toSorted()).toEqual(valuesOf("AimKind"));
});

function block(head: string): string {
  const schema = readFileSync("../frontend_schema/schema.graphql", "utf8");
  return new RegExp(`^${head}[^{]*\\{([^}]*)\\}`, "m").exec(schema)?.[1] ?? "";
}

const fieldsOf = (name: string) =>
  [...block(`input ${name}\\b`).matchAll(/^ {2}(\w+):/gm)].map(([, field]) => field).toSorted();
const valuesOf = (name: string) =>
  [...block(`enum ${name}\\b`).matchAll(/^ {2}(\w+)$/gm)].map(([, value]) => value).toSorted();
