import type { Domain } from "../domain.ts";
import { variableHandlers } from "./routes.ts";
import { variableSetTfe } from "./set-tfe.ts";
import { variableTfe } from "./tfe.ts";

export const variables: Domain = { name: "variables", routes: variableHandlers, tfe: (server) => [...variableTfe(server), ...variableSetTfe(server)] };
