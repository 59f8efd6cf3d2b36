export { openAdministration, type Administration } from "./administration.ts";
export { Problem } from "./problem.ts";
export { createFirstAccount, isSetUp } from "./accounts/first-account.ts";
export { SecretError } from "./secrets/failure.ts";
export type { Server } from "./server.ts";
export { readSettings, settingsPage, type Environment, type Settings } from "./settings.ts";
export { StartProblem } from "./start-problem.ts";
export { start, type Started, type StartOptions } from "./start.ts";
