import type { AreaPages } from "../../routes.tsx";

export const driftPages: AreaPages = {
  organization: [
    { path: "drift", load: async () => (await import("./DriftPage.tsx")).DriftPage },
    { path: "drift/$drift", load: async () => (await import("./DriftedObjectPage.tsx")).DriftedObjectPage },
  ],
  workspace: [
    { path: "drift", load: async () => (await import("./WorkspaceDriftPage.tsx")).WorkspaceDriftPage },
  ],
};
