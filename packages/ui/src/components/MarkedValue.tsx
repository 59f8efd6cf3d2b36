import { Box, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { PageLink } from "./PageLink.tsx";
import { hasHidden, Hidden, isFields } from "./value-difference.ts";
import { pathTo } from "./value-shape.ts";
import { ValueView, type ValueLink } from "./ValueView.tsx";

interface Props {
  readonly value: unknown;
  /** The one that counts. */
  readonly strong?: boolean;
  /** The page that a text stands for, when it is the id of an object. */
  readonly findLink?: (text: string) => ValueLink | undefined;
}

/** A value in which parts may be sensitive or not known yet; ids are shown with whose they are. */
export function MarkedValue({ value, strong = false, findLink }: Props): ReactNode {
  if (value instanceof Hidden) return <HiddenValue value={value} />;
  if (typeof value === "string") {
    const link = findLink?.(value);
    if (link) return <IdValue id={value} link={link} />;
  }
  if (hasHidden(value)) return <Lines value={value} {...(findLink && { findLink })} />;
  const links = findLink && typeof value === "object" && value !== null ? new Map(linksIn(value, findLink, "")) : undefined;
  return (
    <Box component="span" fw={strong ? 600 : undefined}>
      <ValueView value={value} {...(links && links.size > 0 && { links })} />
    </Box>
  );
}

function HiddenValue({ value: { kind, changed } }: { readonly value: Hidden }) {
  return (
    <Text span fz="sm" c="dimmed" fs="italic">
      {kind === "unknown" ? "(known after apply)" : changed ? "(sensitive value, changed)" : "(sensitive value)"}
    </Text>
  );
}

function IdValue({ id, link }: { readonly id: string; readonly link: ValueLink }) {
  return (
    <Text span fz="sm" style={{ overflowWrap: "anywhere" }}>
      <PageLink to={link.to} fz="inherit">
        {link.label}
      </PageLink>{" "}
      <Text span className="mono" c="dimmed" fz="xs">
        {id}
      </Text>
    </Text>
  );
}

function Lines({ value, findLink }: { readonly value: unknown } & Pick<Props, "findLink">) {
  const entries: readonly (readonly [string, unknown])[] = isFields(value) ? Object.entries(value) : Array.isArray(value) ? value.map((each: unknown, at) => [String(at), each] as const) : [];
  const named = isFields(value);
  return (
    <Box pl="sm" style={{ borderLeft: "2px solid var(--mantine-color-default-border)" }}>
      {entries
        .filter(([, each]) => each !== null)
        .map(([name, each]) => (
          <Box key={name} style={{ display: "flex", flexWrap: "wrap", columnGap: 6 }}>
            {named && (
              <Text span className="mono" fz="sm" style={{ overflowWrap: "anywhere" }}>
                {name} =
              </Text>
            )}
            <Box style={{ minWidth: 0 }}>
              <MarkedValue value={each} {...(findLink && { findLink })} />
            </Box>
          </Box>
        ))}
    </Box>
  );
}

function linksIn(value: unknown, findLink: NonNullable<Props["findLink"]>, path: string): [string, ValueLink][] {
  if (typeof value === "string") {
    const link = findLink(value);
    return link ? [[path, link]] : [];
  }
  if (Array.isArray(value)) return value.flatMap((each: unknown, at) => linksIn(each, findLink, pathTo(path, at)));
  return isFields(value) ? Object.entries(value).flatMap(([name, each]) => linksIn(each, findLink, pathTo(path, name))) : [];
}
