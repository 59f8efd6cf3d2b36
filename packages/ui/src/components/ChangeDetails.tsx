import { Anchor, Badge, Box, Stack, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { forcing, partsOfChange, reasonText, replaceOrder, type PlannedChange } from "./planned-change.ts";
import { absent, type Part } from "./value-difference.ts";
import { DifferenceView, Sign, type FindLink } from "./ValueDiff.tsx";
import { MarkedValue } from "./MarkedValue.tsx";

interface Props {
  readonly change: PlannedChange;
  readonly findLink: FindLink;
}

/** Each attribute of a planned change before and after, with why it is so. */
export function ChangeDetails({ change, findLink }: Props) {
  const { changed, unchanged } = useMemo(() => partsOfChange(change), [change]);
  const [all, setAll] = useState(false);
  // Of what is made or goes, every attribute would have the same sign.
  const whole = change.action === "create" || change.action === "delete" || change.action === "read";
  return (
    <Stack gap={6} px="sm" pb="sm" pt={2} ml={{ base: 0, xs: 24 }}>
      {facts(change).map((fact) => (
        <Text key={fact} fz="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
          {fact}
        </Text>
      ))}
      {changed.length === 0 && unchanged.length === 0 && (
        <Text fz="sm" c="dimmed">
          No attributes to show.
        </Text>
      )}
      <Box component="ul" m={0} p={0} style={{ listStyle: "none" }} aria-label={`Attributes of ${change.address}`}>
        {changed.map((part) => (
          <Attribute key={part.name} part={part} whole={whole} forces={forcing(change, part.name)} findLink={findLink} />
        ))}
        {all && unchanged.map((part) => <Attribute key={part.name} part={part} whole forces={[]} findLink={findLink} />)}
      </Box>
      {unchanged.length > 0 && (
        <Anchor component="button" type="button" fz="sm" mih={24} ta="left" aria-expanded={all} onClick={() => setAll(!all)} style={{ alignSelf: "flex-start" }}>
          {all ? "Hide" : "Show"} {unchanged.length} unchanged {unchanged.length === 1 ? "attribute" : "attributes"}
        </Anchor>
      )}
    </Stack>
  );
}

function facts(change: PlannedChange): readonly string[] {
  const said = [
    reasonText(change),
    change.action === "replace" ? replaceOrder(change) : undefined,
    change.previousAddress === null ? undefined : `It was ${change.previousAddress} until now.`,
    change.importId === null ? undefined : `It is imported by the id ${change.importId}.`,
    change.deposed === null ? undefined : `It is what an earlier replacement left behind (${change.deposed}).`,
    change.action === "forget" ? "Lockstep forgets it; in the org it stays." : undefined,
  ];
  return said.filter((fact) => fact !== undefined);
}

interface AttributeProps {
  readonly part: Part;
  readonly whole: boolean;
  readonly forces: readonly string[];
  readonly findLink: FindLink;
}

function Attribute({ part: { name, difference }, whole, forces, findLink }: AttributeProps) {
  const sign = difference.kind === "same" ? undefined : difference.kind === "other" && isNone(difference.before) ? "+" : difference.kind === "other" && isNone(difference.after) ? "-" : "~";
  return (
    <Box component="li" py={3} style={{ display: "flex", flexWrap: "wrap", columnGap: 12, borderTop: "1px solid light-dark(var(--mantine-color-gray-1), var(--mantine-color-dark-5))" }}>
      <Box style={{ flex: "0 1 14rem", minWidth: "8rem", display: "flex", gap: 6, alignItems: "baseline" }}>
        {!whole && sign !== undefined && <Sign sign={sign} />}
        <Box miw={0}>
          <Text span className="mono" fz="sm" style={{ overflowWrap: "anywhere" }}>
            {name}
          </Text>
          {forces.map((path) => (
            <Badge key={path} color="red" variant="light" radius="sm" size="sm" tt="none" fw={600} ml={6} style={{ "--badge-color": "light-dark(var(--mantine-color-red-9), var(--mantine-color-red-2))" }}>
              {path === name ? "forces replacement" : `${path} forces replacement`}
            </Badge>
          ))}
        </Box>
      </Box>
      <Box style={{ flex: "1 1 18rem", minWidth: 0 }}>
        {difference.kind === "other" && whole ? <MarkedValue value={difference.after === absent ? difference.before : difference.after} findLink={findLink} /> : <DifferenceView difference={difference} findLink={findLink} />}
      </Box>
    </Box>
  );
}

const isNone = (value: unknown): boolean => value === absent || value === null;
