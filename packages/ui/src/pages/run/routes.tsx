import type { AreaPages } from "../../routes.tsx";

export const runPages: AreaPages = {
  workspace: [
    { path: "runs/$run", load: async () => (await import("./RunPage.tsx")).RunPage },
  ],
};
