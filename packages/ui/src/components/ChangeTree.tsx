import { Box, Group, Skeleton, Text, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { ActionMark, actionWord, type PlannedAction } from "./ActionMark.tsx";
import { ChangeDetails } from "./ChangeDetails.tsx";
import { rowsOf, type ChangeRow, type PlanGroup } from "./change-rows.ts";
import { nameOfChange, partsOfChange, pathText, type PlannedChange } from "./planned-change.ts";
import type { FindLink } from "./ValueDiff.tsx";

/** A change that was loaded, with how its ids are linked. */
export interface LoadedChange {
  readonly change: PlannedChange;
  readonly findLink: FindLink;
}

interface Props {
  readonly groups: readonly PlanGroup[];
  /** The change with this number; undefined: not loaded yet. */
  readonly changeAt: (index: number) => LoadedChange | undefined;
  /** Says which changes are to be seen: they are to be loaded. */
  readonly onSeen: (first: number, last: number) => void;
  readonly isOpen: (address: string) => boolean;
  readonly onToggle: (address: string) => void;
  readonly closed: ReadonlySet<string>;
  readonly onToggleGroup: (key: string) => void;
}

const heights = { module: 44, type: 38, change: 42 } as const;
/** So many rows are drawn all at once; of more, those that are seen. */
const fewRows = 80;

/** The changes of a plan by module and type. Of ten thousand, only those that are seen are drawn and loaded. */
export function ChangeTree({ groups, changeAt, onSeen, closed, ...rest }: Props) {
  const rows = useMemo(() => rowsOf(groups, closed), [groups, closed]);
  const list = useRef<HTMLDivElement>(null);
  const top = useTop(list);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (at) => heights[rows[at]?.kind ?? "change"],
    overscan: rows.length <= fewRows ? fewRows : 12,
    scrollMargin: top,
    getItemKey: (at) => rows[at]?.key ?? at,
  });
  const items = virtual.getVirtualItems();
  useSeen(rows, items[0]?.index ?? 0, items.at(-1)?.index ?? 0, onSeen);
  const move = useRowKeys(rows.length, (at) => virtual.scrollToIndex(at, { align: "auto" }), list);
  return (
    <Box ref={list} role="list" aria-label="Planned changes" onKeyDown={move} style={{ height: virtual.getTotalSize(), position: "relative" }}>
      {items.map(({ index, key, start }) => {
        const row = rows[index];
        return (
          row && (
            <Box key={key} ref={virtual.measureElement} data-index={index} role="listitem" style={{ position: "absolute", top: 0, left: 0, right: 0, transform: `translateY(${start - top}px)` }}>
              <Row row={row} index={index} changeAt={changeAt} {...rest} />
            </Box>
          )
        );
      })}
    </Box>
  );
}

/** Where the list begins on the page: what stands above it comes and goes. */
function useTop(list: React.RefObject<HTMLDivElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const now = Math.round((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
    if (Math.abs(now - top) > 1) setTop(now);
  });
  return top;
}

function useSeen(rows: readonly ChangeRow[], first: number, last: number, onSeen: Props["onSeen"]): void {
  useEffect(() => {
    const seen = rows.slice(first, last + 1).flatMap((row) => (row.kind === "change" ? [row.index] : []));
    const [from, to] = [seen[0], seen.at(-1)];
    if (from !== undefined && to !== undefined) onSeen(from, to);
  }, [rows, first, last, onSeen]);
}

/** Arrow keys go from row to row, drawn or not; Home and End to the first and the last. */
function useRowKeys(count: number, show: (at: number) => void, list: React.RefObject<HTMLDivElement | null>): (event: KeyboardEvent) => void {
  return (event) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>("[data-row]");
    if (!button) return;
    const at = Number(button.dataset["row"]);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1 }[event.key];
    if (to === undefined || to < 0 || to >= count) return;
    event.preventDefault();
    show(to);
    focusSoon(list, to, 10);
  };
}

// A row that was not drawn is there a few frames after it was scrolled to.
function focusSoon(list: React.RefObject<HTMLDivElement | null>, at: number, patience: number): void {
  const row = list.current?.querySelector<HTMLElement>(`[data-row="${at}"]`);
  if (row) row.focus({ preventScroll: false });
  else if (patience > 0) requestAnimationFrame(() => focusSoon(list, at, patience - 1));
}

type RowProps = Pick<Props, "changeAt" | "isOpen" | "onToggle" | "onToggleGroup"> & { readonly index: number };

function Row({ row, ...props }: RowProps & { readonly row: ChangeRow }) {
  if (row.kind === "change") return <LoadedRow number={row.index} {...props} />;
  const { key, open } = row;
  const Chevron = open ? IconChevronDown : IconChevronRight;
  const total = row.kind === "module" ? row.total : row.group.total;
  return (
    <UnstyledButton data-row={props.index} aria-expanded={open} onClick={() => props.onToggleGroup(key)} w="100%" mih={heights[row.kind]} px={row.kind === "module" ? 4 : 12} style={{ display: "flex", alignItems: "center", gap: 6, borderRadius: "var(--mantine-radius-sm)" }}>
      <Chevron size={16} aria-hidden style={{ flexShrink: 0 }} />
      <Text span className="mono" fw={row.kind === "module" ? 700 : 600} fz={row.kind === "module" ? "md" : "sm"} style={{ overflowWrap: "anywhere" }}>
        {row.kind === "module" ? row.name : row.group.type}
      </Text>
      <Text span fz="sm" c="dimmed" className="figures">
        {row.kind === "module" || open ? total : actionsSaid(row.group)}
      </Text>
    </UnstyledButton>
  );
}

const actionsSaid = ({ actions }: PlanGroup): string =>
  Object.entries(actions)
    .map(([action, count]) => `${count} ${actionWord(action as PlannedAction).toLowerCase()}`)
    .join(", ");

function LoadedRow({ number, changeAt, ...rest }: Omit<RowProps, "onToggleGroup"> & { readonly number: number }) {
  const loaded = changeAt(number);
  if (!loaded) return <Skeleton height={heights.change - 8} my={4} ml={12} width="auto" aria-hidden />;
  return <OneChange {...loaded} {...rest} />;
}

function OneChange({ change, findLink, index, isOpen, onToggle }: LoadedChange & Omit<RowProps, "changeAt" | "onToggleGroup">) {
  const open = isOpen(change.address);
  const name = nameOfChange(change);
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <Box ml={12} mb={4} style={{ border: "1px solid var(--mantine-color-default-border)", borderRadius: "var(--mantine-radius-md)", background: "var(--mantine-color-body)" }}>
      <UnstyledButton data-row={index} aria-expanded={open} onClick={() => onToggle(change.address)} w="100%" mih={heights.change - 6} px="sm" py={6} style={{ display: "flex", alignItems: "center", gap: 8, borderRadius: "var(--mantine-radius-md)" }}>
        <Chevron size={16} aria-hidden style={{ flexShrink: 0 }} />
        <Group gap={10} style={{ rowGap: 0, flex: 1, minWidth: 0 }}>
          <ActionMark action={change.action} width={84} />
          <Text span className="mono" fz="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
            {change.address}
          </Text>
          {name !== undefined && (
            <Text span fz="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
              {name}
            </Text>
          )}
          <Summary change={change} />
        </Group>
      </UnstyledButton>
      {open && <ChangeDetails change={change} findLink={findLink} />}
    </Box>
  );
}

const mostNamed = 3;

/** What changes, in a few words beside the address. */
function Summary({ change }: { readonly change: PlannedChange }) {
  const said = useMemo(() => summaryOf(change), [change]);
  if (said === "") return null;
  return (
    <Text span fz="sm" c="dimmed" ml="auto" style={{ overflowWrap: "anywhere" }}>
      {said}
    </Text>
  );
}

function summaryOf(change: PlannedChange): string {
  if (change.action === "import" && change.importId !== null) return `id ${change.importId}`;
  if (change.action === "move" && change.previousAddress !== null) return `from ${change.previousAddress}`;
  if (change.action === "replace" && change.replacePaths.length > 0) return `forced by ${listed(change.replacePaths.map(pathText))}`;
  return change.action === "update" || change.action === "replace" ? listed(partsOfChange(change).changed.map(({ name }) => name)) : "";
}

const listed = (names: readonly string[]): string => (names.length <= mostNamed ? names.join(", ") : `${names.slice(0, mostNamed).join(", ")} and ${names.length - mostNamed} more`);
