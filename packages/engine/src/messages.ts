// Every message of the engine, one function each, by the part of the work that says it.
export * from "./messages/configuration.ts";
export * from "./messages/instances.ts";
export * from "./messages/references.ts";
export * from "./messages/schema.ts";
export * from "./messages/variables.ts";
export * from "./messages/state-files.ts";
export * from "./messages/planning.ts";
export * from "./messages/state-commands.ts";
export * from "./messages/importing.ts";
export * from "./messages/declarations.ts";
