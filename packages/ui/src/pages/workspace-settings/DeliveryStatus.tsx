import type { Delivery } from "@lockstep/contract";
import { Badge } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconClock } from "@tabler/icons-react";

const looks = {
  pending: { label: "On its way", color: "gray", icon: IconClock },
  delivered: { label: "Delivered", color: "green", icon: IconCheck },
  failed: { label: "Failed", color: "red", icon: IconAlertTriangle },
} as const;

/** What became of a message. */
export function DeliveryStatus({ status }: Pick<Delivery, "status">) {
  const { label, color, icon: Sign } = looks[status];
  return (
    <Badge color={color} variant="light" size="sm" radius="sm" tt="none" fw={600} leftSection={<Sign size={12} aria-hidden />} miw="max-content" style={{ "--badge-color": `light-dark(var(--mantine-color-${color}-9), var(--mantine-color-${color}-2))` }}>
      {label}
    </Badge>
  );
}
