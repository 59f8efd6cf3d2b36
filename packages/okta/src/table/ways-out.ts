// How many rows need something that the table cannot say, and which: to be reviewed when it changes.
import type { ResourceType } from "./resource-type.ts";

/** What a row may say beyond its attributes, ways out last and in the order in which they run. */
const features = [
  "lifecycle",
  "parts",
  "members",
  "exists",
  "delete",
  "deleteQuery",
  "oneAtATime",
  "customizePlan",
  "replaceWhen",
  "validate",
  "beforeEncode",
  "afterEncode",
  "request",
  "beforeDecode",
  "afterDecode",
  "readBy",
  "importBy",
] as const satisfies readonly (keyof ResourceType)[];

/** A page that counts them. */
export function waysOutPage(rows: readonly ResourceType[]): string {
  const lines = features.map((feature) => {
    const users = rows.filter((row) => row[feature] !== undefined).map((row) => row.name.replace("okta_", ""));
    return `| \`${feature}\` | ${users.length} | ${users.sort().join(", ")} |`;
  });
  const plain = rows.filter((row) => features.slice(-10).every((feature) => row[feature] === undefined)).length;
  return `# What rows say beyond their attributes

Made from the ${rows.length} rows by \`npm run docs\`. ${plain} need none of the last ten, the ways out of the table. When a third row needs the same way out for the same reason, it becomes vocabulary.

| In the row | Rows | Which |
|---|--:|---|
${lines.join("\n")}
`;
}
