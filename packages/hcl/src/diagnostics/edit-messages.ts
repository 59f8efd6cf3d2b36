import type { SourceRange } from "../source/range.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** There is nothing to edit. */
export const noSuchBlock = (
  path: readonly { readonly type: string; readonly labels?: readonly string[] }[],
  file: SourceRange,
): Diagnostic => {
  const name = path.map(({ type, labels = [] }) => [type, ...labels.map((label) => `"${label}"`)].join(" ")).join(", ");
  return {
    severity: "error",
    summary: "Block not found",
    detail: `There is no block ${name} in ${file.source.file}, so it was left as it is.`,
  };
};

/** The text to be written is not what it should be; `problems` says where. */
export const brokenByEdit = (problems: readonly Diagnostic[]): Diagnostic => ({
  severity: "error",
  summary: "Edit refused",
  detail: `The change would make the file invalid: ${problems[0]?.detail ?? "it could not be read again."} The file was left as it is.`,
});
