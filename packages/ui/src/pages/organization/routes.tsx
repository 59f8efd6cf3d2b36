import type { AreaPages } from "../../routes.tsx";

export const organizationPages: AreaPages = {
  organization: [
    { path: "settings/$page", load: async () => (await import("./OrganizationSettingsPage.tsx")).OrganizationSettingsPage },
    { path: "settings/teams/$team", load: async () => (await import("./TeamPage.tsx")).TeamPage },
    { path: "settings/git/$connection", load: async () => (await import("./ConnectionPage.tsx")).ConnectionPage },
  ],
};
