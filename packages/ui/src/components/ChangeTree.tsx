import "./ChangeTree.css";
import { Box } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
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
    <Box ref={list} className="change-tree" role="list" aria-label="Planned changes" tabIndex={-1} onKeyDown={move} style={{ height: virtual.getTotalSize(), position: "relative" }}>
      {items.map(({ index, key, start }) => {
        const row = rows[index];
        return (
          row && (
            <div key={key} ref={virtual.measureElement} data-index={index} role="listitem" style={{ position: "absolute", top: 0, left: 0, right: 0, transform: `translateY(${start - top}px)` }}>
              <Row row={row} index={index} changeAt={changeAt} {...rest} />
            </div>
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
  /** Where the keys have led to a row that is not drawn yet; the list itself has the focus until it is. */
  const awaited = useRef<number>(undefined);
  const focus = (at: number): boolean => {
    const row = list.current?.querySelector<HTMLElement>(`[data-row="${at}"]`);
    row?.focus();
    return Boolean(row);
  };
  useEffect(() => {
    if (awaited.current === undefined) return;
    if (document.activeElement !== list.current || focus(awaited.current)) awaited.current = undefined;
  });
  return (event) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-row]")?.dataset["row"];
    const at = row === undefined ? awaited.current : Number(row);
    if (at === undefined) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1 }[event.key];
    if (to === undefined || to < 0 || to >= count) return;
    event.preventDefault();
    show(to);
    awaited.current = focus(to) ? undefined : to;
    if (awaited.current !== undefined) list.current?.focus({ preventScroll: true });
  };
}

type RowProps = Pick<Props, "changeAt" | "isOpen" | "onToggle" | "onToggleGroup"> & { readonly index: number };

function Row({ row, index, changeAt, isOpen, onToggle, onToggleGroup }: RowProps & { readonly row: ChangeRow }) {
  if (row.kind !== "change") return <GroupRow row={row} index={index} onToggle={onToggleGroup} />;
  const loaded = changeAt(row.index);
  if (!loaded) return <div className="change-waits" aria-hidden />;
  return <OneChange {...loaded} index={index} open={isOpen(loaded.change.address)} onToggle={onToggle} />;
}

function GroupRow({ row, index, onToggle }: { readonly row: Exclude<ChangeRow, { kind: "change" }>; readonly index: number; readonly onToggle: Props["onToggleGroup"] }) {
  const { key, open, kind } = row;
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <button type="button" data-row={index} aria-expanded={open} onClick={() => onToggle(key)} className={`change-group ${kind}`}>
      <Chevron size={16} aria-hidden />
      <span>{kind === "module" ? row.name : row.group.type}</span>{" "}
      <span className="change-dim figures">{kind === "module" ? row.total : open ? row.group.total : actionsSaid(row.group)}</span>
    </button>
  );
}

const actionsSaid = ({ actions }: PlanGroup): string =>
  Object.entries(actions)
    .map(([action, count]) => `${count} ${actionWord(action as PlannedAction).toLowerCase()}`)
    .join(", ");

const OneChange = memo(function OneChange({ change, findLink, index, open, onToggle }: LoadedChange & Pick<Props, "onToggle"> & { readonly index: number; readonly open: boolean }) {
  const name = nameOfChange(change);
  const said = summaryOf(change);
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <div className="change-row">
      <button type="button" data-row={index} aria-expanded={open} onClick={() => onToggle(change.address)}>
        <Chevron size={16} aria-hidden />
        <span className="change-line">
          <ActionMark action={change.action} width={84} /> <span className="change-address">{change.address}</span>{" "}
          {name !== undefined && <span className="change-dim">{name}</span>}{" "}
          {said !== "" && <span className="change-dim change-said">{said}</span>}
        </span>
      </button>
      {open && <ChangeDetails change={change} findLink={findLink} />}
    </div>
  );
});

const mostNamed = 3;

/** What changes, in a few words beside the address. */
function summaryOf(change: PlannedChange): string {
  if (change.action === "import" && change.importId !== null) return `id ${change.importId}`;
  if (change.action === "move" && change.previousAddress !== null) return `from ${change.previousAddress}`;
  if (change.action === "replace" && change.replacePaths.length > 0) return `forced by ${listed(change.replacePaths.map(pathText))}`;
  return change.action === "update" || change.action === "replace" ? listed(partsOfChange(change).changed.map(({ name }) => name)) : "";
}

const listed = (names: readonly string[]): string => (names.length <= mostNamed ? names.join(", ") : `${names.slice(0, mostNamed).join(", ")} and ${names.length - mostNamed} more`);
