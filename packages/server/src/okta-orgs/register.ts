import type { Domain } from "../domain.ts";
import { receiveHooks } from "./hooks.ts";
import { oktaOrgRoutesOf } from "./routes.ts";

export const oktaOrgs: Domain = { name: "okta-orgs", routes: oktaOrgRoutesOf, plain: receiveHooks };
