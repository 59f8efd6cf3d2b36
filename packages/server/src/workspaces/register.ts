import type { Domain } from "../domain.ts";
import { workspaceHandlers } from "./routes.ts";
import { workspaceTfe } from "./tfe.ts";

export const workspaces: Domain = { name: "workspaces", routes: workspaceHandlers, tfe: workspaceTfe };
