import { describe, expect, it } from "vitest";
import { diagramOf } from "./flow";

const names = { group: (name: string | null | undefined) => name ?? "others", missing: "no package" };

describe("the flow from supply to need", () => {
  it("keeps a group that stands on both sides apart", () => {
    const { nodes, links } = diagramOf([{ packageGroup: "A", needGroup: "A", count: 3 }], [], names);
    expect(nodes.map(({ name, label, side }) => [name, label, side])).toEqual([
      ["s A", "A", "left"],
      ["d A", "A", "right"],
    ]);
    expect(links).toEqual([{ source: "s A", target: "d A", value: 3 }]);
  });

  it("loses nothing: all recommendations and all open places flow", () => {
    const links = [
      { packageGroup: "A", needGroup: "B", count: 2 },
      { packageGroup: null, needGroup: "B", count: 5 },
      { packageGroup: "C", needGroup: null, count: 0 },
    ];
    const made = diagramOf(links, [{ needGroup: "D", missingCount: 4 }], names);
    expect(made.links.reduce((sum, { value }) => sum + value, 0)).toBe(11);
    expect(made.nodes.map(({ label }) => label)).toEqual(["A", "B", "others", "no package", "D"]);
    const known = new Set(made.nodes.map(({ name }) => name));
    for (const { source, target } of made.links) expect(known.has(source) && known.has(target)).toBe(true);
  });
});
