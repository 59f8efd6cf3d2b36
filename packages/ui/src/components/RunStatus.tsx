import type { RunOperation, RunStatus as Status } from "@lockstep/contract";
import { Badge, Loader, type MantineSize } from "@mantine/core";
import { IconAlertTriangle, IconBan, IconCheck, IconCircleMinus, IconClock, IconHandStop, IconTrash, type Icon } from "@tabler/icons-react";

interface Look {
  readonly label: string;
  readonly color: string;
  /** None: it is under way. */
  readonly icon?: Icon;
}

/** How each status is called and looks; the words are HCP Terraform's. */
const looks: Readonly<Record<Status, Look>> = {
  pending: { label: "Pending", color: "gray", icon: IconClock },
  plan_queued: { label: "Plan queued", color: "gray", icon: IconClock },
  planning: { label: "Planning", color: "blue" },
  planned: { label: "Needs confirmation", color: "yellow", icon: IconHandStop },
  planned_and_saved: { label: "Plan saved", color: "yellow", icon: IconHandStop },
  planned_and_finished: { label: "Planned and finished", color: "teal", icon: IconCheck },
  confirmed: { label: "Confirmed", color: "blue" },
  apply_queued: { label: "Apply queued", color: "blue", icon: IconClock },
  applying: { label: "Applying", color: "blue" },
  applied: { label: "Applied", color: "green", icon: IconCheck },
  discarded: { label: "Discarded", color: "gray", icon: IconTrash },
  errored: { label: "Errored", color: "red", icon: IconAlertTriangle },
  canceled: { label: "Canceled", color: "gray", icon: IconBan },
  force_canceled: { label: "Force-canceled", color: "red", icon: IconCircleMinus },
};

/** The word for a status. */
export const statusLabel = (status: Status): string => looks[status].label;

/** A run's status as a badge: colour, sign and word, never colour alone. */
export function RunStatus({ status, size = "md" }: { readonly status: Status; readonly size?: MantineSize }) {
  const { label, color, icon: Sign } = looks[status];
  return (
    <Badge color={color} variant="light" size={size} radius="sm" tt="none" fw={600} data-status={status} leftSection={Sign ? <Sign size={13} aria-hidden /> : <Loader size={11} color={color} aria-hidden />} style={{ flexShrink: 0, "--badge-color": `light-dark(var(--mantine-color-${color}-9), var(--mantine-color-${color}-2))` }}>
      {label}
    </Badge>
  );
}

/** How a kind of run is called. */
export const operationLabels: Readonly<Record<RunOperation, string>> = {
  plan_and_apply: "Plan and apply",
  plan_only: "Plan only",
  save_plan: "Saved plan",
  refresh_only: "Refresh only",
  destroy: "Destroy",
  empty_apply: "Empty apply",
};
