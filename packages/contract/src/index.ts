export * from "./ids.ts";
export * from "./paging.ts";
export * from "./phase.ts";
export * from "./problems.ts";
export * from "./rights.ts";
export * from "./routes.ts";
export * from "./run-states.ts";
