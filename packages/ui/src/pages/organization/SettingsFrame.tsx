import type { OrganizationAction } from "@lockstep/contract";
import type { ReactNode } from "react";
import { useMay, useOrganization } from "../../hooks/usePlace.ts";
import { SettingsLayout } from "../../layouts/SettingsLayout.tsx";
import { organizationSettings, paths } from "../../paths.ts";

type PageName = keyof typeof organizationSettings;

/** Pages that say nothing to who lacks this. */
const taken: Partial<Readonly<Record<PageName, OrganizationAction>>> = { tokens: "organization.tokens", "audit-log": "audit.read" };

/** The frame of an organization's settings, with the pages that one may see. */
export function SettingsFrame({ current, children }: { readonly current: PageName; readonly children: ReactNode }) {
  const organization = useOrganization();
  const may = useMay();
  const names = (Object.keys(organizationSettings) as PageName[]).filter((name) => {
    const action = taken[name];
    return action === undefined || may(action);
  });
  const pages = names.map((value) => ({ value, label: organizationSettings[value], to: paths.organizationSettings(organization, value) }));
  return (
    <SettingsLayout label="Settings of the organization" pages={pages} current={current}>
      {children}
    </SettingsLayout>
  );
}
