import type { Account } from "@lockstep/contract";
import { Badge } from "@mantine/core";

const looks = {
  active: { label: "Active", color: "green" },
  invited: { label: "Invited", color: "yellow" },
  disabled: { label: "Disabled", color: "gray" },
} as const satisfies Readonly<Record<Account["status"], { readonly label: string; readonly color: string }>>;

/** Whether somebody can sign in: yes, not yet, no more. */
export function AccountStatus({ status }: { readonly status: Account["status"] }) {
  const { label, color } = looks[status];
  return (
    <Badge variant="light" color={color} radius="sm" tt="none" style={{ "--badge-color": `light-dark(var(--mantine-color-${color}-9), var(--mantine-color-${color}-2))` }}>
      {label}
    </Badge>
  );
}
