import type { AreaPages } from "../../routes.tsx";

export const variablePages: AreaPages = {
  organization: [
    { path: "variable-sets", load: async () => (await import("./VariableSetsPage.tsx")).VariableSetsPage },
    { path: "variable-sets/$set", load: async () => (await import("./VariableSetPage.tsx")).VariableSetPage },
  ],
  workspace: [
    { path: "variables", load: async () => (await import("./VariablesPage.tsx")).VariablesPage },
  ],
};
