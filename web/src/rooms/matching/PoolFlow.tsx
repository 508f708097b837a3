import { Card, Segmented } from "antd";
import { useMemo, useState } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import type { FlowGroup, PoolFlowQuery } from "../../__generated__/PoolFlowQuery.graphql";
import { useWords, wordOf } from "../../i18n/useWords";
import { Chart, useChartLook } from "../../ui/Chart";
import { Empty } from "../../ui/Empty";
import { Frame } from "../../ui/Frame";
import { diagramOf } from "./flow";

const COLORS = ["#3f8f5f", "#c2772b", "#3f7fb5", "#8a63b0", "#5d7f2f", "#b08a2f", "#2f8f8f", "#7f5f3f"] as const;
const GROUPS = ["FIELD", "REGION", "ORGANIZATION"] as const satisfies readonly FlowGroup[];

/** From which groups of packages recommendations flow to which groups of needs, and where need stays open. */
export function PoolFlow({ planId }: { readonly planId: string }) {
  const [by, setBy] = useState<FlowGroup>("FIELD");
  const t = useWords("matching");
  const choice = (
    <Segmented<FlowGroup>
      aria-label={t("flow.by")}
      value={by}
      options={GROUPS.map((value) => ({ value, label: t(`flow.groups.${value}`) }))}
      onChange={setBy}
    />
  );
  return (
    <Card size="small" title={<h2 className="card-title">{t("flow.title")}</h2>}>
      {choice}
      <Frame key={by}>
        <Sankey planId={planId} by={by} />
      </Frame>
    </Card>
  );
}

function Sankey({ planId, by }: { readonly planId: string; readonly by: FlowGroup }) {
  const { poolFlow } = useLazyLoadQuery<PoolFlowQuery>(
    graphql`
      query PoolFlowQuery($id: ID!, $by: FlowGroup!) {
        poolFlow(poolPlanId: $id, by: $by) {
          links {
            packageGroup
            needGroup
            count
          }
          gaps {
            needGroup
            missingCount
          }
        }
      }
    `,
    { id: planId, by },
  );
  const t = useWords("matching");
  const look = useChartLook();
  const { diagram, option } = useMemo(() => {
    const group = (name: string | null | undefined) =>
      name === null || name === undefined ? t("flow.others") : (by === "FIELD" && wordOf("GreenField", name)) || name;
    const made = diagramOf(poolFlow?.links ?? [], poolFlow?.gaps ?? [], { group, missing: t("flow.missing") });
    const labels = new Map(made.nodes.map(({ name, label }) => [name, label]));
    const groups = [...new Set(made.nodes.map(({ name }) => name.slice(2)))];
    const shown = {
      tooltip: {
        ...look.tooltip,
        formatter: ({ data }: { data: { source?: string; target?: string; value?: number; name?: string } }) =>
          data.source
            ? `${labels.get(data.source)} → ${labels.get(data.target ?? "")}: ${data.value}`
            : (labels.get(data.name ?? "") ?? ""),
      },
      series: [
        {
          type: "sankey",
          left: 8,
          right: 8,
          top: 12,
          bottom: 12,
          nodeGap: 12,
          emphasis: { focus: "adjacency" },
          lineStyle: { color: "gradient", opacity: 0.45 },
          data: made.nodes.map(({ name, side }) => ({
            name,
            // A group has one color on both sides.
            itemStyle: {
              color: name === "missing" ? "#b04f5f" : COLORS[groups.indexOf(name.slice(2)) % COLORS.length],
            },
            label: {
              color: look.text,
              position: side === "left" ? "right" : "left",
              formatter: () => labels.get(name) ?? "",
            },
          })),
          links: made.links,
        },
      ],
    };
    return { diagram: made, option: shown };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the look changes with its text color
  }, [poolFlow, by, look.text, t]);
  if (diagram.links.length === 0) return <Empty text={t("flow.none")} />;
  const labels = new Map(diagram.nodes.map(({ name, label }) => [name, label]));
  const told = diagram.links.map(
    ({ source, target, value }) => `${labels.get(source)} → ${labels.get(target)}: ${value}`,
  );
  const rows = Math.max(
    diagram.nodes.filter(({ side }) => side === "left").length,
    diagram.nodes.filter(({ side }) => side === "right").length,
  );
  return (
    <Chart label={`${t("flow.title")}: ${told.join(t("comma"))}`} option={option} height={Math.max(260, rows * 34)} />
  );
}
