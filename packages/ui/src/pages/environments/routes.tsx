import type { AreaPages } from "../../routes.tsx";

export const environmentPages: AreaPages = {
  organization: [
    { path: "/", load: async () => (await import("./EnvironmentsPage.tsx")).EnvironmentsPage },
  ],
};
