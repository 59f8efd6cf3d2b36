import type { Domain } from "../domain.ts";
import { tickLoop } from "./fire.ts";
import { scheduleRoutesOf } from "./routes.ts";

export const schedules: Domain = { name: "schedules", routes: scheduleRoutesOf, loops: (server) => [tickLoop(server)] };
