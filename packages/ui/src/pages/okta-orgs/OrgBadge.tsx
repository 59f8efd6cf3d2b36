import { Badge } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconMinus } from "@tabler/icons-react";
import type { OrgState } from "./org-state.ts";

const signs = { green: IconCheck, orange: IconAlertTriangle, red: IconAlertTriangle, gray: IconMinus } as const;

/** A state as colour, sign and word. */
export function OrgBadge({ label, color }: Pick<OrgState, "label" | "color">) {
  const Sign = signs[color];
  return (
    <Badge variant="light" color={color} radius="sm" tt="none" fw={600} leftSection={<Sign size={13} aria-hidden />} style={{ flexShrink: 0, "--badge-color": `light-dark(var(--mantine-color-${color}-9), var(--mantine-color-${color}-2))` }}>
      {label}
    </Badge>
  );
}
