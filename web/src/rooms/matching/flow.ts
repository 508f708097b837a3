/** The flow from supply to need as a Sankey diagram: nodes on both sides, links as wide as recommendations are many. */

export interface Link {
  readonly packageGroup: string | null | undefined;
  readonly needGroup: string | null | undefined;
  readonly count: number;
}

export interface Gap {
  readonly needGroup: string | null | undefined;
  readonly missingCount: number;
}

export interface Names {
  readonly group: (name: string | null | undefined) => string;
  readonly missing: string;
}

export interface Diagram {
  readonly nodes: readonly { readonly name: string; readonly label: string; readonly side: "left" | "right" }[];
  readonly links: readonly { readonly source: string; readonly target: string; readonly value: number }[];
}

/** A group may stand on both sides, so that names carry their side; what lacks flows from a node of its own. */
export function diagramOf(links: readonly Link[], gaps: readonly Gap[], names: Names): Diagram {
  const flows = [
    ...links.map(({ packageGroup, needGroup, count }) => ({
      source: { key: `s ${packageGroup ?? ""}`, label: names.group(packageGroup) },
      target: needGroup,
      value: count,
    })),
    ...gaps.map(({ needGroup, missingCount }) => ({
      source: { key: "missing", label: names.missing },
      target: needGroup,
      value: missingCount,
    })),
  ].filter(({ value }) => value > 0);
  const nodes = new Map<string, Diagram["nodes"][number]>();
  for (const { source, target } of flows) {
    nodes.set(source.key, { name: source.key, label: source.label, side: "left" });
    nodes.set(`d ${target ?? ""}`, { name: `d ${target ?? ""}`, label: names.group(target), side: "right" });
  }
  return {
    nodes: [...nodes.values()],
    links: flows.map(({ source, target, value }) => ({ source: source.key, target: `d ${target ?? ""}`, value })),
  };
}
