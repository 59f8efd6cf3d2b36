export * from "./source/range.ts";
export * from "./source/source-text.ts";
export * from "./diagnostics/diagnostic.ts";
export type * from "./syntax/tree.ts";
export * from "./values/type.ts";
export * from "./values/value.ts";
