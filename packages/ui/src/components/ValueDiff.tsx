import { Box, Group, Skeleton, Text } from "@mantine/core";
import { lazy, Suspense, type ReactNode } from "react";
import { changeColors } from "./ChangeCounts.tsx";
import { MarkedValue } from "./MarkedValue.tsx";
import { absent, differenceOf, type Difference, type Part } from "./value-difference.ts";
import { ShowMore } from "./ShowMore.tsx";
import type { ValueLink } from "./ValueView.tsx";

// Only who looks at a long text needs what compares it.
const TextDiff = lazy(async () => ({ default: (await import("./TextDiff.tsx")).TextDiff }));

/** The page that a text stands for, when it is the id of an object. */
export type FindLink = (text: string) => ValueLink | undefined;

/** A value and what becomes of it, compared inside: JSON as what it says, lists without regard to order, long texts by lines. `Hidden` stands for what is not shown. */
export function ValueDiff({ before, after, findLink }: { readonly before: unknown; readonly after: unknown; readonly findLink?: FindLink }) {
  return <DifferenceView difference={differenceOf(before, after)} {...(findLink && { findLink })} />;
}

interface Props {
  readonly difference: Difference;
  readonly findLink?: FindLink;
}

/** The same for who has compared already. */
export function DifferenceView({ difference, ...rest }: Props): ReactNode {
  switch (difference.kind) {
    case "same":
      return <MarkedValue value={difference.value} {...rest} />;
    case "other":
      return <Other before={difference.before} after={difference.after} {...rest} />;
    case "text":
      return (
        <Suspense fallback={<Skeleton height={72} />}>
          <TextDiff before={difference.before} after={difference.after} />
        </Suspense>
      );
    case "spelling":
      return <Note>The JSON says the same: only its blanks or the order of its names change.</Note>;
    case "fields":
      return <Parts parts={difference.parts} same={difference.same} json={difference.json} {...rest} />;
    case "members":
      return <Members difference={difference} {...rest} />;
  }
}

const Note = ({ children }: { readonly children: ReactNode }) => (
  <Text fz="sm" c="dimmed">
    {children}
  </Text>
);

function Other({ before, after, ...rest }: { readonly before: unknown; readonly after: unknown } & Omit<Props, "difference">) {
  if (before === absent) return <Side sign="+" value={after} {...rest} />;
  if (after === absent) return <Side sign="-" value={before} {...rest} />;
  return (
    <Group gap={8} align="baseline">
      <MarkedValue value={before} {...rest} />
      <Text span c="dimmed" aria-label="becomes" role="img">
        →
      </Text>
      <Box style={{ minWidth: 0 }}>
        <MarkedValue value={after} strong {...rest} />
      </Box>
    </Group>
  );
}

const signs = { "+": { color: changeColors.add, said: "added" }, "-": { color: changeColors.destroy, said: "removed" }, "~": { color: changeColors.change, said: "changed" } } as const;

/** "+", "~" or "-", said as a word to who does not see it. */
export function Sign({ sign }: { readonly sign: keyof typeof signs }) {
  const { color, said } = signs[sign];
  return (
    <Text span className="mono" fz="sm" fw={700} c={color} w={14} ta="center" role="img" aria-label={said} style={{ flexShrink: 0 }}>
      {sign}
    </Text>
  );
}

function Side({ sign, value, ...rest }: { readonly sign: "+" | "-"; readonly value: unknown } & Omit<Props, "difference">) {
  return (
    <Group gap={6} wrap="nowrap" align="baseline">
      <Sign sign={sign} />
      <Box style={{ minWidth: 0 }}>
        <MarkedValue value={value} {...rest} />
      </Box>
    </Group>
  );
}

const signOf = ({ difference }: Part): keyof typeof signs => (difference.kind !== "other" ? "~" : difference.before === absent ? "+" : difference.after === absent ? "-" : "~");

/** A part that came or went shows its sign beside its name, and then only its value. */
function PartValue({ part: { difference }, ...rest }: { readonly part: Part } & Omit<Props, "difference">) {
  if (difference.kind === "other" && difference.before === absent) return <MarkedValue value={difference.after} strong {...rest} />;
  if (difference.kind === "other" && difference.after === absent) return <MarkedValue value={difference.before} {...rest} />;
  return <DifferenceView difference={difference} {...rest} />;
}

const isInline = ({ difference }: Part): boolean => difference.kind === "other" || difference.kind === "spelling";

function Parts({ parts, same, json = false, ...rest }: { readonly parts: readonly Part[]; readonly same: number; readonly json?: boolean } & Omit<Props, "difference">) {
  return (
    <Box>
      {json && <JsonMark />}
      <Nested>
        {parts.map((part) => (
          <Box key={part.name} style={isInline(part) ? { display: "flex", flexWrap: "wrap", columnGap: 8 } : undefined}>
            <Group gap={6} wrap="nowrap" align="baseline" style={{ flexShrink: 0, maxWidth: "100%" }}>
              <Sign sign={signOf(part)} />
              <Text span className="mono" fz="sm" style={{ overflowWrap: "anywhere" }}>
                {part.name}
              </Text>
            </Group>
            <Box style={{ minWidth: 0 }} pl={isInline(part) ? 0 : 20}>
              <PartValue part={part} {...rest} />
            </Box>
          </Box>
        ))}
        {same > 0 && <Note>{same} unchanged</Note>}
      </Nested>
    </Box>
  );
}

const JsonMark = () => (
  <Text span fz="xs" c="dimmed" className="mono">
    JSON
  </Text>
);

const Nested = ({ children }: { readonly children: ReactNode }) => (
  <Box pl="sm" style={{ borderLeft: "2px solid var(--mantine-color-default-border)" }}>
    {children}
  </Box>
);

function Members({ difference: { removed, added, changed, same, order, json }, ...rest }: { readonly difference: Extract<Difference, { kind: "members" }> } & Omit<Props, "difference">) {
  const lone = [...removed.map((value) => ({ sign: "-" as const, value })), ...added.map((value) => ({ sign: "+" as const, value }))];
  return (
    <Box>
      {json && <JsonMark />}
      <Nested>
        {changed.length > 0 && <Parts parts={changed} same={0} {...rest} />}
        <ShowMore items={lone}>{({ sign, value }, at) => <Side key={at} sign={sign} value={value} {...rest} />}</ShowMore>
        {order ? <Note>The same {same} members in another order.</Note> : same > 0 && <Note>{same} unchanged</Note>}
      </Nested>
    </Box>
  );
}
