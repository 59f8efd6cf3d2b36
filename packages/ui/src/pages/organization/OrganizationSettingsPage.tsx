import type { ComponentType } from "react";
import { NoPage } from "../../components/PageProblem.tsx";
import { useParam } from "../../hooks/usePlace.ts";
import type { organizationSettings } from "../../paths.ts";
import { AuditLogSettings } from "./AuditLogSettings.tsx";
import { GeneralSettings } from "./GeneralSettings.tsx";
import { GitSettings } from "./GitSettings.tsx";
import { PeopleSettings } from "./PeopleSettings.tsx";
import { ProjectsSettings } from "./ProjectsSettings.tsx";
import { SettingsFrame } from "./SettingsFrame.tsx";
import { TeamsSettings } from "./TeamsSettings.tsx";
import { TokensSettings } from "./TokensSettings.tsx";

type PageName = keyof typeof organizationSettings;

const pages: Readonly<Record<PageName, ComponentType>> = {
  general: GeneralSettings,
  projects: ProjectsSettings,
  teams: TeamsSettings,
  members: PeopleSettings,
  tokens: TokensSettings,
  git: GitSettings,
  "audit-log": AuditLogSettings,
};

/** The settings of an organization: the page that the address names. */
export function OrganizationSettingsPage() {
  const name = useParam("page");
  if (!Object.hasOwn(pages, name)) return <NoPage />;
  const Page = pages[name as PageName];
  return (
    <SettingsFrame current={name as PageName}>
      <Page key={name} />
    </SettingsFrame>
  );
}
