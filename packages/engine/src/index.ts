export * from "./address.ts";
export * from "./files.ts";
export type * from "./provider.ts";
export type * from "./schema/schema.ts";
export type * from "./config/configuration.ts";
export type * from "./state/state.ts";
