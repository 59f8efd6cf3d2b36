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

/** Something that wants to be seen before the rest of a page. */
export const Callout = ({ tone, icon: Sign, title, role = tone === "error" ? "alert" : "note", children }: Props) => (
  <Alert color={colors[tone]} icon={<Sign aria-hidden />} title={title} role={role}>
    {children}
  </Alert>
);
