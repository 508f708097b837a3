import { theme } from "antd";
import type { ECharts, EChartsCoreOption } from "echarts/core";
import { useEffect, useRef, useState } from "react";

export interface ChartProps {
  /** What the chart says, for those who do not see it: a sentence with its figures. */
  readonly label: string;
  readonly option: EChartsCoreOption;
  readonly height?: number;
  /** Somebody chose a mark: its name, or the names of both ends of a link. */
  readonly choose?: (name: string) => void;
}

/** A chart in the look of the house; ECharts is fetched when the first one is shown. */
export function Chart({ label, option, height = 260, choose }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<ECharts | null>(null);
  const chosen = useRef(choose);
  const { token } = theme.useToken();

  useEffect(() => {
    chosen.current = choose;
  }, [choose]);

  useEffect(() => {
    const node = place.current;
    if (node === null) return;
    let made: ECharts | null = null;
    let isGone = false;
    const watch = new ResizeObserver(() => made?.resize());
    void import("./chartEngine").then(({ init }) => {
      if (isGone) return;
      made = init(node, null, { renderer: "svg" });
      made.on("click", (mark) => chosen.current?.(String(mark.name)));
      watch.observe(node);
      setChart(made);
    });
    return () => {
      isGone = true;
      watch.disconnect();
      made?.dispose();
      setChart(null);
    };
  }, []);

  useEffect(() => {
    chart?.setOption(
      {
        color: [token.colorPrimary, "#c2772b", "#3f7fb5", "#8a63b0", "#b04f5f"],
        textStyle: { fontFamily: token.fontFamily, color: token.colorText },
        animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
        animationDuration: 300,
        ...option,
      },
      { replaceMerge: ["series", "xAxis", "yAxis"] },
    );
  }, [chart, option, token]);

  return <div ref={place} role="img" aria-label={label} style={{ width: "100%", height }} />;
}

/** The look of axes and tooltips, for the options of a chart. */
export function useChartLook() {
  const { token } = theme.useToken();
  const label = { color: token.colorTextSecondary };
  return {
    axis: {
      axisLabel: label,
      nameTextStyle: label,
      axisLine: { lineStyle: { color: token.colorBorder } },
      splitLine: { lineStyle: { color: token.colorBorderSecondary } },
    },
    tooltip: {
      backgroundColor: token.colorBgElevated,
      borderColor: token.colorBorder,
      textStyle: { color: token.colorText },
    },
    legend: { textStyle: { color: token.colorText } },
    text: token.colorText,
    primary: token.colorPrimary,
    bound: "#c2772b",
  };
}
