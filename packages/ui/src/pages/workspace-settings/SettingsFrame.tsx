import type { ReactNode } from "react";
import { useOrganization, useWorkspace } from "../../hooks/usePlace.ts";
import { SettingsLayout } from "../../layouts/SettingsLayout.tsx";
import { paths, workspaceSettings } from "../../paths.ts";

type Name = keyof typeof workspaceSettings;

/** The frame of the settings of a workspace. */
export function SettingsFrame({ current, children }: { readonly current: Name; readonly children: ReactNode }) {
  const organization = useOrganization();
  const { name } = useWorkspace();
  const pages = (Object.entries(workspaceSettings) as [Name, string][]).map(([value, label]) => ({ value, label, to: paths.workspaceSettings(organization, name, value) }));
  return (
    <SettingsLayout label="Workspace settings" pages={pages} current={current}>
      {children}
    </SettingsLayout>
  );
}
