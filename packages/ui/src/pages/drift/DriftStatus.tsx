import { Badge, type MantineSize } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconClockPause, IconTrash, type Icon } from "@tabler/icons-react";
import type { Drift } from "./drift-words.ts";

interface Look {
  readonly label: string;
  readonly color: string;
  readonly icon: Icon;
}

/** How a drift is called and looks. */
export function lookOf({ status, kind }: Pick<Drift, "status" | "kind">): Look {
  if (status === "resolved") return { label: "Resolved", color: "green", icon: IconCheck };
  if (status === "accepted") return { label: "Accepted", color: "blue", icon: IconClockPause };
  return kind === "missing" ? { label: "Deleted in the org", color: "red", icon: IconTrash } : { label: "Changed in the org", color: "orange", icon: IconAlertTriangle };
}

/** A drift's status as a badge: colour, sign and word. */
export function DriftStatus({ drift, size = "sm" }: { readonly drift: Pick<Drift, "status" | "kind">; readonly size?: MantineSize }) {
  const { label, color, icon: Sign } = lookOf(drift);
  return (
    <Badge color={color} variant="light" size={size} radius="sm" tt="none" fw={600} leftSection={<Sign size={13} aria-hidden />} style={{ flexShrink: 0, "--badge-color": `light-dark(var(--mantine-color-${color}-9), var(--mantine-color-${color}-2))` }}>
      {label}
    </Badge>
  );
}
