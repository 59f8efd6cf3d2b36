import { isFinal } from "@lockstep/contract";
import { Box, Group, Paper, Text, Tooltip } from "@mantine/core";
import { exactTime, useNow } from "../../components/Moment.tsx";
import { statusLabel } from "../../components/RunStatus.tsx";
import { phasesOf, spanText, type Run } from "./run-words.ts";

/** The phases of a run with when they began and how long they took; the one that is under way counts. */
export function RunTimeline({ run: { timeline, status } }: { readonly run: Run }) {
  const phases = phasesOf(timeline);
  const now = useNow(isFinal(status) ? 60 : 1);
  const end = timeline.at(-1);
  if (phases.length === 0) return null;
  return (
    <Paper withBorder px="md" py="sm" component="section" aria-label="Timeline">
      <Group component="ol" gap="lg" m={0} p={0} style={{ listStyle: "none", rowGap: 8 }}>
        {phases.map(({ label, from, to }) => (
          <Box component="li" key={label}>
            <Text fz="xs" c="dimmed">
              {label}
            </Text>
            <Tooltip label={`From ${exactTime(from)}`} events={{ hover: true, focus: true, touch: true }}>
              <Text fz="sm" fw={to === undefined ? 700 : 500} className="figures">
                {spanText((to === undefined ? now : Date.parse(to)) - Date.parse(from))}
              </Text>
            </Tooltip>
            <Text fz="xs" c="dimmed" className="figures">
              <time dateTime={from}>{clock(from)}</time>
            </Text>
          </Box>
        ))}
        {end && isFinal(status) && (
          <Box component="li">
            <Text fz="xs" c="dimmed">
              End
            </Text>
            <Text fz="sm" fw={700}>
              {statusLabel(status)}
            </Text>
            <Text fz="xs" c="dimmed" className="figures">
              <time dateTime={end.at}>{clock(end.at)}</time>
            </Text>
          </Box>
        )}
      </Group>
    </Paper>
  );
}

const clockFormat = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });
const dayFormat = new Intl.DateTimeFormat(undefined, { dateStyle: "short", timeStyle: "medium" });

/** The time of day, with the date unless it is today. */
const clock = (at: string): string => (new Date(at).toDateString() === new Date().toDateString() ? clockFormat : dayFormat).format(new Date(at));
