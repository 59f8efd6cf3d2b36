import type { AreaPages } from "../../routes.tsx";

export const workspacePages: AreaPages = {
  organization: [
    { path: "runs", load: async () => (await import("./RunsPage.tsx")).RunsPage },
  ],
  workspace: [
    { path: "/", load: async () => (await import("./OverviewPage.tsx")).OverviewPage },
    { path: "runs", load: async () => (await import("./WorkspaceRunsPage.tsx")).WorkspaceRunsPage },
  ],
};
