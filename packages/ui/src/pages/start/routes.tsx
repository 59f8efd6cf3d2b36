import type { AreaPages } from "../../routes.tsx";

export const startPages: AreaPages = {
  organization: [
    { path: "start", load: async () => (await import("./StartPage.tsx")).StartPage },
    { path: "new-workspace", load: async () => (await import("./NewWorkspacePage.tsx")).NewWorkspacePage },
  ],
};
