import type { ComponentType } from "react";
import { NoPage } from "../../components/PageProblem.tsx";
import { useParam } from "../../hooks/usePlace.ts";
import { workspaceSettings } from "../../paths.ts";
import { AccessSettings } from "./AccessSettings.tsx";
import { DangerZone } from "./DangerZone.tsx";
import { GeneralSettings } from "./GeneralSettings.tsx";
import { GitSettings } from "./GitSettings.tsx";
import { NotificationsSettings } from "./NotificationsSettings.tsx";
import { RunSettings } from "./RunSettings.tsx";
import { ScheduleSettings } from "./ScheduleSettings.tsx";
import { SettingsFrame } from "./SettingsFrame.tsx";

type SettingsName = keyof typeof workspaceSettings;

const pages: Readonly<Record<SettingsName, ComponentType>> = {
  general: GeneralSettings,
  git: GitSettings,
  apply: RunSettings,
  schedules: ScheduleSettings,
  notifications: NotificationsSettings,
  access: AccessSettings,
  danger: DangerZone,
};

const isSettings = (name: string): name is SettingsName => Object.hasOwn(pages, name);

/** The settings of a workspace: one page of them, as the address says. */
export function WorkspaceSettingsPage() {
  const name = useParam("page");
  if (!isSettings(name)) return <NoPage />;
  const Page = pages[name];
  return (
    <SettingsFrame current={name}>
      <Page />
    </SettingsFrame>
  );
}
