import { Button, Group, SegmentedControl, Skeleton, Stack, Table, Text } from "@mantine/core";
import { IconChartBar, IconTable } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { ask, type AnswerOf } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { Section } from "../../components/Section.tsx";
import { TableCard } from "../../components/TableCard.tsx";
import { useFilter } from "../../hooks/useFilter.ts";
import { useOrganization } from "../../hooks/usePlace.ts";
import { counted } from "./drift-words.ts";
import { seriesColors } from "./history-colors.ts";

const HistoryPlot = lazy(async () => ({ default: (await import("./HistoryPlot.tsx")).HistoryPlot }));

export type Day = AnswerOf<"drift", "history">["days"][number];

/** Where the days of the history begin. */
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

const spans = [
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
];

const plotHeight = 180;

/** How much drift there was, in numbers and day by day. */
export function useHistory(place: { readonly workspace?: string; readonly oktaOrg?: string }) {
  const organization = useOrganization();
  const [days] = useFilter("days", "30");
  return useQuery({ ...ask("drift", "history", { params: { organization }, query: { days: Number(days), zone, ...place } }), placeholderData: keepPreviousData });
}

/** Drift opened and resolved by day, as a picture or as a table. */
export function HistoryCard({ query }: { readonly query: ReturnType<typeof useHistory> }) {
  const [days, setDays] = useFilter("days", "30");
  const [form, setForm] = useFilter("history", "chart");
  const asTable = form === "table";
  return (
    <Section
      title="Drift by day"
      actions={
        <>
          <SegmentedControl size="xs" aria-label="Days" data={spans} value={days} onChange={setDays} />
          <Button size="xs" variant="default" leftSection={asTable ? <IconChartBar size={14} aria-hidden /> : <IconTable size={14} aria-hidden />} onClick={() => setForm(asTable ? "chart" : "table")}>
            {asTable ? "As a chart" : "As a table"}
          </Button>
        </>
      }
    >
      <Answered query={query} loading={<Skeleton height={plotHeight + 32} />}>
        {(history) => (asTable ? <DayTable days={history.days} /> : <DayChart days={history.days} />)}
      </Answered>
    </Section>
  );
}

function DayChart({ days }: { readonly days: readonly Day[] }) {
  const opened = days.reduce((sum, day) => sum + day.opened, 0);
  const resolved = days.reduce((sum, day) => sum + day.resolved, 0);
  const last = days.at(-1)?.unresolved ?? 0;
  return (
    <Stack gap={6}>
      <Group gap="md" component="ul" m={0} p={0} style={{ listStyle: "none" }} aria-label="Legend">
        <LegendItem color={seriesColors.opened} label={`Opened ${opened}`} />
        <LegendItem color={seriesColors.resolved} label={`Resolved ${resolved}`} />
        <LegendItem color={seriesColors.unresolved} label={`Unresolved ${last} now`} line />
      </Group>
      <div role="img" aria-label={`In ${counted(days.length, "day")}, ${counted(opened, "drift")} opened and ${resolved} resolved; ${last} unresolved now. The table has each day.`}>
        <Suspense fallback={<Skeleton height={plotHeight} />}>
          <HistoryPlot days={days} height={plotHeight} />
        </Suspense>
      </div>
    </Stack>
  );
}

function LegendItem({ color, label, line = false }: { readonly color: string; readonly label: string; readonly line?: boolean }) {
  return (
    <Group component="li" gap={6} fz="sm">
      <span aria-hidden style={{ width: 14, height: line ? 3 : 12, borderRadius: 2, background: color }} />
      <Text span inherit className="figures">
        {label}
      </Text>
    </Group>
  );
}

/** A day as people write it, without the year. */
export const dayLabel = (date: string): string => new Date(`${date}T12:00:00`).toLocaleDateString(undefined, { day: "numeric", month: "short" });

function DayTable({ days }: { readonly days: readonly Day[] }) {
  return (
    <TableCard label="Days" minWidth={360} columns={[{ label: "Day" }, { label: "Opened", right: true }, { label: "Resolved", right: true }, { label: "Unresolved at its end", right: true }]}>
      {days.toReversed().map(({ date, opened, resolved, unresolved }) => (
        <Table.Tr key={date}>
          <Table.Td>{dayLabel(date)}</Table.Td>
          {[opened, resolved, unresolved].map((count, at) => (
            <Table.Td key={at} ta="right" className="figures">
              {count}
            </Table.Td>
          ))}
        </Table.Tr>
      ))}
    </TableCard>
  );
}
