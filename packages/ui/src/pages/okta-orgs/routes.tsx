import type { AreaPages } from "../../routes.tsx";

export const oktaOrgPages: AreaPages = {
  organization: [
    { path: "okta-orgs", load: async () => (await import("./OktaOrgsPage.tsx")).OktaOrgsPage },
    { path: "okta-orgs/$oktaOrg", load: async () => (await import("./OktaOrgPage.tsx")).OktaOrgPage },
  ],
};
