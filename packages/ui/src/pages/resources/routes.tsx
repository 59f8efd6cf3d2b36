import type { AreaPages } from "../../routes.tsx";

export const resourcePages: AreaPages = {
  workspace: [
    { path: "resources", load: async () => (await import("./ResourcesPage.tsx")).ResourcesPage },
    { path: "resources/object", load: async () => (await import("./ResourcePage.tsx")).ResourcePage },
    { path: "states", load: async () => (await import("./StatesPage.tsx")).StatesPage },
    { path: "states/$version", load: async () => (await import("./StatePage.tsx")).StatePage },
    { path: "outputs", load: async () => (await import("./OutputsPage.tsx")).OutputsPage },
  ],
};
