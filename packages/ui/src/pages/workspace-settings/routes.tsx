import type { AreaPages } from "../../routes.tsx";

export const workspaceSettingsPages: AreaPages = {
  workspace: [
    { path: "settings/$page", load: async () => (await import("./WorkspaceSettingsPage.tsx")).WorkspaceSettingsPage },
    { path: "settings/notifications/$notification", load: async () => (await import("./NotificationPage.tsx")).NotificationPage },
  ],
};
