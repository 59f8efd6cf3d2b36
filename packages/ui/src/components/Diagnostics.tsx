import { Anchor, Box, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import { useState } from "react";
import type { AnswerOf } from "../api/queries.ts";
import { Callout } from "./Callout.tsx";

export type Diagnostic = AnswerOf<"runs", "readRun">["diagnostics"][number];

interface Props {
  readonly diagnostics: readonly Diagnostic[];
  /** The page of a line of the source. */
  readonly linkOf: (file: string, line: number) => string | undefined;
}

const mostOpen = 5;

/** Problems with the lines they speak of: errors open, warnings behind a button. */
export function Diagnostics({ diagnostics, linkOf }: Props) {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const warnings = diagnostics.filter(({ severity }) => severity === "warning");
  return (
    <>
      <Many diagnostics={errors} linkOf={linkOf} open={mostOpen} word="errors" />
      <Many diagnostics={warnings} linkOf={linkOf} open={0} word={warnings.length === 1 ? "warning" : "warnings"} />
    </>
  );
}

function Many({ diagnostics, linkOf, open, word }: Props & { readonly open: number; readonly word: string }) {
  const [all, setAll] = useState(false);
  if (diagnostics.length === 0) return null;
  const shown = all ? diagnostics : diagnostics.slice(0, open);
  return (
    <Stack gap="sm">
      {shown.map((diagnostic, at) => (
        <One key={at} diagnostic={diagnostic} linkOf={linkOf} />
      ))}
      {diagnostics.length > open && (
        <Group>
          <Anchor component="button" type="button" fz="sm" mih={24} aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? `Hide ${open === 0 ? word : "some"}` : open === 0 ? `Show ${diagnostics.length} ${word}` : `Show ${diagnostics.length - open} more ${word}`}
          </Anchor>
        </Group>
      )}
    </Stack>
  );
}

function One({ diagnostic: { severity, summary, detail, address, range, excerpt }, linkOf }: { readonly diagnostic: Diagnostic; readonly linkOf: Props["linkOf"] }) {
  const link = range ? linkOf(range.file, range.start.line) : undefined;
  const place = range ? `${range.file}, line ${range.start.line}` : undefined;
  return (
    <Callout tone={severity} icon={severity === "error" ? IconAlertTriangle : IconInfoCircle} title={`${severity === "error" ? "Error" : "Warning"}: ${summary}`}>
      <Stack gap={6}>
        {(place !== undefined || address !== null) && (
          <Text fz="sm" style={{ overflowWrap: "anywhere" }}>
            {link === undefined ? place : <Anchor href={link} target="_blank" rel="noreferrer" fz="inherit" underline="always">{place}</Anchor>}
            {excerpt?.context !== null && excerpt?.context !== undefined && `, in ${excerpt.context}`}
            {address !== null && `${place === undefined ? "" : " · "}${address}`}
          </Text>
        )}
        {excerpt && <Excerpt excerpt={excerpt} of={`${summary}: ${place ?? "source"}`} />}
        {detail !== "" && (
          <Text fz="sm" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
            {detail}
          </Text>
        )}
      </Stack>
    </Callout>
  );
}

function Excerpt({ excerpt: { code, startLine, from, to, values }, of }: { readonly excerpt: NonNullable<Diagnostic["excerpt"]>; readonly of: string }) {
  const lines = code.split("\n");
  const starts = lines.map((_line, at) => lines.slice(0, at).reduce((sum, line) => sum + line.length + 1, 0));
  return (
    <Box className="mono" fz="sm" p="xs" bg="var(--mantine-color-body)" style={{ border: "1px solid var(--mantine-color-default-border)", borderRadius: "var(--mantine-radius-sm)", overflowX: "auto" }} tabIndex={0} role="group" aria-label={of}>
      {lines.map((line, at) => (
        <Box key={at} style={{ whiteSpace: "pre" }}>
          <Text span c="dimmed" inherit aria-hidden style={{ userSelect: "none" }}>
            {String(startLine + at).padStart(4)}{"  "}
          </Text>
          <Marked line={line} from={from - (starts[at] ?? 0)} to={to - (starts[at] ?? 0)} />
        </Box>
      ))}
      {values.map(({ expression, is }) => (
        <Text key={expression} c="dimmed" fz="xs" pl={40}>
          {expression} {is}
        </Text>
      ))}
    </Box>
  );
}

/** A line with the part that is meant underlined. */
function Marked({ line, from, to }: { readonly line: string; readonly from: number; readonly to: number }) {
  const [start, end] = [Math.max(0, from), Math.min(line.length, to)];
  if (start >= end) return line;
  return (
    <>
      {line.slice(0, start)}
      <span style={{ textDecoration: "underline wavy", textUnderlineOffset: 3, fontWeight: 700 }}>{line.slice(start, end)}</span>
      {line.slice(end)}
    </>
  );
}
