import type { Domain } from "../domain.ts";
import { accessTokenHandlers } from "./routes.ts";
import { terraformLogin } from "./terraform-login.ts";
import { accessTokenTfe } from "./tfe.ts";

export const accessTokens: Domain = { name: "access-tokens", routes: accessTokenHandlers, tfe: accessTokenTfe, plain: terraformLogin };
