import { Anchor, Box, Group, Text, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconChevronDown, IconChevronRight, IconEyeOff } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { PageLink } from "./PageLink.tsx";
import { inlineOf, isLong, pathTo, shapeOf } from "./value-shape.ts";

/** A page of ours that a value stands for: the object whose id it is. */
export interface ValueLink {
  readonly to: string;
  readonly label: string;
}

interface Props {
  readonly value: unknown;
  /** Where the value is in what the paths below speak of. */
  readonly path?: string;
  /** Paths, as "a.b[0]", of what is sensitive: it is never shown. */
  readonly sensitive?: ReadonlySet<string>;
  /** What values stand for, by their paths. */
  readonly links?: ReadonlyMap<string, ValueLink>;
  /** How deep it stands; deeper parts are folded at first. */
  readonly depth?: number;
  /** What it is called to a screen reader when it is folded. */
  readonly name?: string;
}

/** Colours of values that can be read on light and dark. */
export const valueColors = {
  text: "light-dark(var(--mantine-color-teal-9), var(--mantine-color-teal-3))",
  literal: "light-dark(var(--mantine-color-violet-9), var(--mantine-color-violet-3))",
  name: "light-dark(var(--mantine-color-gray-9), var(--mantine-color-gray-3))",
} as const;

/** A value as configuration would write it: nested ones fold, JSON in a text is shown as what it says, what is sensitive is not shown. */
export function ValueView({ value, path = "", sensitive, links, depth = 0, name = "the value" }: Props): ReactNode {
  if (sensitive?.has(path)) return <SensitiveValue />;
  const shape = shapeOf(value);
  const inline = inlineOf(value);
  const below = { path, depth, name, ...(sensitive && { sensitive }), ...(links && { links }) };
  if (shape.kind === "null") return <Plain c="dimmed">null</Plain>;
  if (shape.kind === "literal") return <Plain c={valueColors.literal}>{shape.text}</Plain>;
  if (shape.kind === "text") return <TextValue text={shape.text} lines={shape.lines} link={links?.get(path)} />;
  if (inline !== undefined && !hasMarks(path, sensitive, links)) return <Plain c={inline.length === 2 ? "dimmed" : valueColors.text}>{inline}</Plain>;
  if (shape.kind === "json") return <Folding {...below} opening={Array.isArray(shape.value) ? "jsonencode([" : "jsonencode({"} closing={Array.isArray(shape.value) ? "])" : "})"} entries={entriesOf(shape.value)} />;
  if (shape.kind === "list") return <Folding {...below} opening="[" closing="]" entries={entriesOf(shape.items)} />;
  return <Folding {...below} opening="{" closing="}" entries={shape.entries} />;
}

/** What stands in place of a sensitive value. */
export function SensitiveValue() {
  return (
    <Group gap={4} wrap="nowrap" component="span" display="inline-flex" c="dimmed" fz="sm">
      <IconEyeOff size={14} aria-hidden />
      <span>sensitive</span>
    </Group>
  );
}

type Entry = readonly [string | number, unknown];

const entriesOf = (value: unknown): readonly Entry[] => (Array.isArray(value) ? value.map((item: unknown, at) => [at, item] as const) : Object.entries(value as object));

/** Is something within it sensitive or a link? Then it needs a line for each of its parts. */
const hasMarks = (path: string, sensitive: Props["sensitive"], links: Props["links"]): boolean => [...(sensitive ?? []), ...(links?.keys() ?? [])].some((each) => each.startsWith(`${path}[`) || each.startsWith(`${path}.`));

const Plain = ({ c, children }: { readonly c: string; readonly children: string }) => (
  <Text span className="mono" fz="sm" c={c} style={{ overflowWrap: "anywhere" }}>
    {children}
  </Text>
);

const shownLines = 8;
const shownCharacters = 400;

function TextValue({ text, lines, link }: { readonly text: string; readonly lines: number; readonly link: ValueLink | undefined }) {
  const [whole, setWhole] = useState(false);
  if (!isLong(text))
    return (
      <Group gap={6} component="span" display="inline-flex">
        <Plain c={valueColors.text}>{JSON.stringify(text)}</Plain>
        {link && <PageLink to={link.to} fz="sm">{`→ ${link.label}`}</PageLink>}
      </Group>
    );
  const folded = lines > shownLines || text.length > shownCharacters;
  const part = text.split("\n").slice(0, shownLines).join("\n").slice(0, shownCharacters);
  return (
    <Box>
      <Box component="pre" className="mono" m={0} fz="sm" c={valueColors.text} style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
        {folded && !whole ? `${part}…` : text}
      </Box>
      {folded && (
        <Anchor component="button" type="button" fz="sm" mih={24} onClick={() => setWhole(!whole)} aria-expanded={whole}>
          {whole ? "Show less" : lines > shownLines ? `Show all ${lines} lines` : `Show all ${text.length} characters`}
        </Anchor>
      )}
    </Box>
  );
}

/** Parts that are shown at once; the rest when asked for. */
const partsAtOnce = 100;
const openDepth = 2;
const openParts = 20;

interface FoldingProps extends Omit<Props, "value"> {
  readonly path: string;
  readonly depth: number;
  readonly name: string;
  readonly opening: string;
  readonly closing: string;
  readonly entries: readonly Entry[];
}

function Folding({ opening, closing, entries, path, depth, name, ...marks }: FoldingProps) {
  const openAtFirst = depth < openDepth && entries.length <= openParts;
  const [open, setOpen] = useState(openAtFirst);
  const [shown, setShown] = useState(partsAtOnce);
  const Sign = open ? IconChevronDown : IconChevronRight;
  const count = `${entries.length} ${entries.length === 1 ? "item" : "items"}`;
  return (
    <Box>
      <UnstyledButton onClick={() => setOpen(!open)} aria-expanded={open} mih={24} className="mono" fz="sm" style={{ display: "inline-flex", alignItems: "baseline", gap: 2 }}>
        <VisuallyHidden>
          {open ? "Fold" : "Unfold"} {name}, {count}
        </VisuallyHidden>
        <Sign size={14} aria-hidden style={{ alignSelf: "center" }} />
        <span aria-hidden>
          {opening}
          {!open && (
            <Text span c="dimmed" fz="inherit">
              {` ${count} `}
            </Text>
          )}
          {!open && closing}
        </span>
      </UnstyledButton>
      {open && (
        <>
          <Box pl="md" ml={6} style={{ borderLeft: "1px solid var(--mantine-color-default-border)" }}>
            {entries.slice(0, shown).map(([step, value]) => (
              <Box key={step} mih={24} style={{ display: "flex", flexWrap: "wrap", alignItems: "baseline", columnGap: 6 }}>
                {typeof step === "string" && (
                  <Text span className="mono" fz="sm" c={valueColors.name} style={{ overflowWrap: "anywhere" }}>
                    {step} =
                  </Text>
                )}
                <Box style={{ minWidth: 0 }}>
                  {/* What is unfolded by hand shows its parts as the topmost value shows its own. */}
                  <ValueView {...marks} value={value} path={pathTo(path, step)} depth={openAtFirst ? depth + 1 : 1} name={typeof step === "string" ? step : `${name}, item ${step + 1}`} />
                </Box>
              </Box>
            ))}
            {entries.length > shown && (
              <Anchor component="button" type="button" fz="sm" mih={24} onClick={() => setShown(shown + 10 * partsAtOnce)}>
                Show {Math.min(10 * partsAtOnce, entries.length - shown)} more
              </Anchor>
            )}
          </Box>
          <Text span className="mono" fz="sm" pl={16}>
            {closing}
          </Text>
        </>
      )}
    </Box>
  );
}
