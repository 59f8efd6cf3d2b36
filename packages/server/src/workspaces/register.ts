import type { Domain } from "../domain.ts";
import { workspaceTfe } from "./tfe.ts";

export const workspaces: Domain = { name: "workspaces", tfe: workspaceTfe };
