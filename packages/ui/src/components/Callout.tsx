import { Alert } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";

interface Props {
  readonly tone: "error" | "warning" | "info";
  readonly icon: Icon;
  readonly title: string;
  /** How it is told to a screen reader; usually an error at once. */
  readonly role?: "alert" | "note";
  readonly children?: ReactNode;
}

const colors = { error: "red", warning: "orange", info: "blue" } as const;

/** Something that wants to be seen before the rest of a page; text stays as readable as elsewhere. */
export function Callout({ tone, icon: Sign, title, role = tone === "error" ? "alert" : "note", children }: Props) {
  const color = colors[tone];
  return (
    <Alert
      color={color}
      icon={<Sign aria-hidden />}
      title={title}
      role={role}
      styles={{
        root: { background: `color-mix(in srgb, var(--mantine-color-${color}-6) 7%, var(--mantine-color-body))`, border: `1px solid color-mix(in srgb, var(--mantine-color-${color}-6) 35%, var(--mantine-color-body))` },
        title: { color: "var(--mantine-color-text)", overflowWrap: "anywhere" },
        message: { color: "var(--mantine-color-text)" },
        icon: { color: `light-dark(var(--mantine-color-${color}-9), var(--mantine-color-${color}-4))` },
      }}
    >
      {children}
    </Alert>
  );
}
