import { runStates, type RunStatus } from "@lockstep/contract";
import { Group, Loader, Text } from "@mantine/core";
import { IconBan, IconCheck, IconCircleDashed, IconHandStop, IconX, type Icon } from "@tabler/icons-react";
import type { AnswerOf } from "../../api/queries.ts";

type Run = Pick<AnswerOf<"runs", "readRun">, "status" | "planOnly" | "timeline">;
type Stage = "waiting" | "now" | "asks" | "done" | "failed" | "left";

const signs: Readonly<Record<Exclude<Stage, "now">, Icon>> = { waiting: IconCircleDashed, asks: IconHandStop, done: IconCheck, failed: IconX, left: IconBan };
const words: Readonly<Record<Stage, string>> = { waiting: "not yet", now: "under way", asks: "waits", done: "done", failed: "failed", left: "not done" };
const colors: Readonly<Record<Stage, string>> = {
  waiting: "dimmed",
  left: "dimmed",
  now: "light-dark(var(--mantine-color-blue-9), var(--mantine-color-blue-3))",
  asks: "light-dark(var(--mantine-color-orange-9), var(--mantine-color-yellow-4))",
  done: "light-dark(var(--mantine-color-green-9), var(--mantine-color-green-4))",
  failed: "light-dark(var(--mantine-color-red-9), var(--mantine-color-red-4))",
};

/** How far a run has come: plan, confirmation, apply. */
export function RunStages({ run }: { readonly run: Run }) {
  return (
    <Group gap="md" component="ol" m={0} p={0} style={{ listStyle: "none" }} aria-label="Stages">
      {stagesOf(run).map(({ label, stage }) => {
        const Sign = stage === "now" ? undefined : signs[stage];
        return (
          <Group key={label} component="li" gap={5} wrap="nowrap" c={colors[stage]} fz="sm" data-stage={stage} aria-label={`${label}: ${words[stage]}`}>
            {Sign ? <Sign size={15} aria-hidden /> : <Loader size={12} aria-hidden />}
            <Text span inherit>
              {label}
            </Text>
          </Group>
        );
      })}
    </Group>
  );
}

/** The stages of a run and how each stands; of a plan-only run there is one. */
export function stagesOf({ status, planOnly, timeline }: Run): readonly { readonly label: string; readonly stage: Stage }[] {
  const had = (...statuses: readonly RunStatus[]): boolean => timeline.some((step) => statuses.includes(step.status));
  const { phase } = runStates[status];
  const failed = status === "errored" || status === "canceled" || status === "force_canceled";
  const ended = phase === "done";
  const planned = had("planned", "planned_and_saved", "planned_and_finished");
  const plan: Stage = planned ? "done" : failed ? "failed" : ended ? "left" : phase === "plan" ? "now" : "waiting";
  if (planOnly) return [{ label: "Plan", stage: plan }];
  const confirmed = had("confirmed");
  const confirm: Stage = confirmed ? "done" : phase === "confirm" ? "asks" : ended ? "left" : "waiting";
  const apply: Stage = status === "applied" ? "done" : confirmed && failed ? "failed" : ended ? "left" : phase === "apply" ? "now" : "waiting";
  return [
    { label: "Plan", stage: plan },
    { label: "Confirm", stage: confirm },
    { label: "Apply", stage: apply },
  ];
}
