import type { Domain } from "../domain.ts";
import { projectHandlers } from "./routes.ts";
import { projectTfe } from "./tfe.ts";

export const projects: Domain = { name: "projects", routes: projectHandlers, tfe: projectTfe };
