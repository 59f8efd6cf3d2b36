import "uplot/dist/uPlot.min.css";
import { Paper, Text, useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import UPlot from "uplot";
import { dayLabel, type Day } from "./HistoryCard.tsx";
import { seriesColors } from "./history-colors.ts";

interface Pointed {
  readonly at: number;
  readonly left: number;
}

/** The picture of the history: bars for what was opened and resolved, a line for what was unresolved. Fetched when it is first shown. */
export function HistoryPlot({ days, height }: { readonly days: readonly Day[]; readonly height: number }) {
  const place = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<Pointed>();
  const scheme = useComputedColorScheme("light");
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const plot = new UPlot(optionsOf(element, days, height, setPointed), dataOf(days), element);
    const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [days, height, scheme]);
  const day = pointed && days[pointed.at];
  return (
    <div style={{ position: "relative" }}>
      <div ref={place} style={{ height }} />
      {pointed && day && <DayTip day={day} left={pointed.left} width={place.current?.clientWidth ?? 0} />}
    </div>
  );
}

const tipWidth = 150;

function DayTip({ day, left, width }: { readonly day: Day; readonly left: number; readonly width: number }) {
  return (
    <Paper withBorder shadow="sm" p={8} fz="sm" style={{ position: "absolute", top: 4, left: Math.max(0, Math.min(left + 12, width - tipWidth)), width: tipWidth, pointerEvents: "none" }} className="figures">
      <Text fw={600} inherit>
        {dayLabel(day.date)}
      </Text>
      <div>{day.opened} opened</div>
      <div>{day.resolved} resolved</div>
      <div>{day.unresolved} unresolved</div>
    </Paper>
  );
}

const dataOf = (days: readonly Day[]): UPlot.AlignedData => [days.map((_day, at) => at), days.map(({ opened }) => opened), days.map(({ resolved }) => resolved), days.map(({ unresolved }) => unresolved)];

function optionsOf(element: HTMLElement, days: readonly Day[], height: number, onPoint: (pointed: Pointed | undefined) => void): UPlot.Options {
  const color = colorsOf(element);
  const bars = (align: -1 | 1): UPlot.Series.PathBuilder | undefined => UPlot.paths.bars?.({ size: [0.36, 22], align });
  const axis = { stroke: color("text"), font: "12px system-ui, sans-serif", ticks: { show: false } };
  return {
    width: element.clientWidth,
    height,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: { x: { time: false, range: () => [-0.6, days.length - 0.4] }, y: { range: (_plot, _least, most) => [0, Math.max(4, Math.ceil(most * 1.1))] } },
    axes: [
      { ...axis, size: 28, grid: { show: false }, space: 56, incrs: [1, 2, 5, 7, 14, 30], values: (_plot, places) => places.map((at) => dayLabel(days[at]?.date ?? "").replace("Invalid Date", "")) },
      { ...axis, size: 36, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000], grid: { stroke: color("grid"), width: 1 } },
    ],
    series: [
      {},
      { label: "Opened", fill: color("opened"), width: 0, ...pathsOf(bars(-1)), points: { show: false } },
      { label: "Resolved", fill: color("resolved"), width: 0, ...pathsOf(bars(1)), points: { show: false } },
      { label: "Unresolved", stroke: color("unresolved"), width: 2, points: { size: 5, fill: color("unresolved") } },
    ],
    hooks: { setCursor: [({ cursor: { idx, left } }) => onPoint(idx === null || idx === undefined || left === undefined || left < 0 ? undefined : { at: idx, left: left + 36 })] },
  };
}

const pathsOf = (paths: UPlot.Series.PathBuilder | undefined): { readonly paths?: UPlot.Series.PathBuilder } => (paths ? { paths } : {});

/** A canvas knows nothing of variables: colours as they are here and now. */
function colorsOf(element: HTMLElement): (name: keyof typeof seriesColors) => string {
  return (name) => {
    const probe = document.createElement("span");
    probe.style.color = seriesColors[name];
    element.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  };
}
