import { Anchor, Box, Group, Paper, Switch, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useRef, useState } from "react";
import type { FollowedLog } from "../hooks/useLog.ts";
import { readLine, type LogLine, type LogPiece } from "./log-lines.ts";
import { Loading } from "./Loading.tsx";
import { ProblemNote } from "./PageProblem.tsx";

interface Props {
  readonly log: FollowedLog;
  /** It is being written now. */
  readonly running: boolean;
  readonly label: string;
  /** Where the log is as it was written. */
  readonly rawUrl: string;
  readonly fileName: string;
}

const rowHeight = 20;

/** A log, however long: only what is seen is drawn. It follows its end while it grows, until one looks back. */
export function LogView({ log: { lines, loading, complete, problem }, running, label, rawUrl, fileName }: Props) {
  const [wrap, setWrap] = useState(true);
  const [follow, setFollow] = useState(running);
  if (problem !== undefined && lines.length === 0) return <ProblemNote problem={problem} />;
  if (loading) return <Loading rows={6} height={rowHeight} />;
  return (
    <Paper withBorder style={{ overflow: "hidden" }}>
      <Group px="md" py={8} gap="lg" justify="space-between">
        <Group gap="lg">
          <Switch size="sm" label="Wrap lines" checked={wrap} onChange={({ currentTarget: { checked } }) => setWrap(checked)} />
          <Switch size="sm" label="Follow the end" checked={follow} onChange={({ currentTarget: { checked } }) => setFollow(checked)} />
        </Group>
        <Group gap="lg">
          <Text fz="sm" c="dimmed" className="figures">
            {lines.length} {lines.length === 1 ? "line" : "lines"}
            {!complete && running ? ", more to come" : ""}
          </Text>
          <Anchor href={rawUrl} download={fileName} fz="sm">
            <Group gap={4} wrap="nowrap">
              <IconDownload size={15} aria-hidden />
              Download
            </Group>
          </Anchor>
        </Group>
      </Group>
      <Lines key={String(wrap)} lines={lines} wrap={wrap} follow={follow} onLookBack={() => setFollow(false)} label={label} />
    </Paper>
  );
}

interface LinesProps {
  readonly lines: readonly string[];
  readonly wrap: boolean;
  readonly follow: boolean;
  readonly onLookBack: () => void;
  readonly label: string;
}

function Lines({ lines, wrap, follow, onLookBack, label }: LinesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: lines.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 30 });
  const height = virtual.getTotalSize();
  useEffect(() => {
    if (follow && lines.length > 0) virtual.scrollToIndex(lines.length - 1, { align: "end" });
  }, [follow, lines.length, height, virtual]);
  const items = virtual.getVirtualItems();
  return (
    <Box
      ref={scroller}
      className="mono"
      fz="xs"
      tabIndex={0}
      role="log"
      aria-label={label}
      aria-live="off"
      onWheel={({ deltaY }) => deltaY < 0 && onLookBack()}
      onKeyDown={({ key }) => ["ArrowUp", "PageUp", "Home"].includes(key) && onLookBack()}
      style={{ height: `min(65vh, 44rem, ${Math.max(height, 3 * rowHeight) + 24}px)`, padding: "4px 0", overflow: "auto", borderTop: "1px solid var(--mantine-color-default-border)", background: "light-dark(#fbfbfd, var(--mantine-color-dark-8))", overscrollBehavior: "contain" }}
    >
      <Box style={{ height, position: "relative", minWidth: wrap ? undefined : "max-content" }}>
        <Box style={{ position: "absolute", top: 0, left: 0, right: wrap ? 0 : undefined, minWidth: "100%", transform: `translateY(${items[0]?.start ?? 0}px)` }}>
          {items.map(({ index, key }) => (
            <div key={key} data-index={index} ref={virtual.measureElement}>
              <Line raw={lines[index] ?? ""} wrap={wrap} />
            </div>
          ))}
        </Box>
      </Box>
    </Box>
  );
}

const colors: Readonly<Record<string, string>> = {
  black: "var(--mantine-color-text)",
  white: "var(--mantine-color-text)",
  red: "light-dark(var(--mantine-color-red-9), var(--mantine-color-red-4))",
  green: "light-dark(var(--mantine-color-green-9), var(--mantine-color-green-4))",
  yellow: "light-dark(#8a5a00, var(--mantine-color-yellow-4))",
  blue: "light-dark(var(--mantine-color-blue-9), var(--mantine-color-blue-3))",
  magenta: "light-dark(var(--mantine-color-grape-9), var(--mantine-color-grape-3))",
  cyan: "light-dark(var(--mantine-color-cyan-9), var(--mantine-color-cyan-3))",
};

const levels: Readonly<Record<LogLine["level"], string | undefined>> = { info: undefined, warn: colors["yellow"], error: colors["red"] };

const timeFormat = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });

const Line = memo(function Line({ raw, wrap }: { readonly raw: string; readonly wrap: boolean }) {
  const { level, at, rows } = readLine(raw);
  return (
    <Box style={{ display: "flex", gap: 12, padding: "0 12px", minHeight: rowHeight, lineHeight: `${rowHeight}px` }} data-level={level}>
      {at !== undefined && (
        <Text span inherit c="dimmed" style={{ flexShrink: 0, userSelect: "none" }} className="figures">
          {timeFormat.format(new Date(at))}
        </Text>
      )}
      <Box style={{ whiteSpace: wrap ? "pre-wrap" : "pre", overflowWrap: wrap ? "anywhere" : undefined, minWidth: 0, color: levels[level] }}>
        {rows.map((pieces, row) => (
          <div key={row}>
            {pieces.map((piece, at_) => (
              <span key={at_} style={styleOf(piece)}>
                {piece.text}
              </span>
            ))}
          </div>
        ))}
      </Box>
    </Box>
  );
});

const styleOf = ({ color, bold, faint }: LogPiece) => ({
  ...(faint && { color: "var(--mantine-color-text)" }),
  ...(color !== undefined && { color: colors[color] }),
  ...(bold && { fontWeight: 700 }),
});
