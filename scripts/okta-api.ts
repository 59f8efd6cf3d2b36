// Makes packages/okta-api/src/endpoints.gen.ts from Okta's published API descriptions (Apache-2.0):
//   node scripts/okta-api.ts <management.yaml> <governance.yaml> ...
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

interface Operation {
  operationId?: string;
  security?: Record<string, string[]>[];
}

type PathItem = Record<string, Operation | undefined>;

interface Description {
  info: { title: string; version: string };
  paths: Record<string, PathItem>;
}

const methods = ["get", "post", "put", "patch", "delete"];

function scopesOf(operation: Operation): string[] {
  const found = new Set<string>();
  for (const alternative of operation.security ?? []) {
    for (const [scheme, scopes] of Object.entries(alternative)) {
      if (scheme.toLowerCase() === "oauth2") for (const scope of scopes) found.add(scope);
    }
  }
  return [...found];
}

function operationName(method: string, path: string): string {
  return method + path.replace(/[^A-Za-z0-9]+(.)?/g, (_, letter: string | undefined) => (letter ?? "").toUpperCase());
}

function rowsOf(description: Description): string[] {
  const rows: string[] = [];
  for (const [path, item] of Object.entries(description.paths)) {
    for (const method of methods) {
      const operation = item[method];
      if (operation === undefined) continue;
      const id = operation.operationId ?? operationName(method, path);
      rows.push(`${method.toUpperCase()} ${path} ${[id, ...scopesOf(operation)].join(" ")}`);
    }
  }
  return rows;
}

const read = (file: string): Description => parse(readFileSync(file, "utf8"), { maxAliasCount: -1 }) as Description;

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error("Usage: node scripts/okta-api.ts <openapi.yaml> ...");
  process.exit(1);
}

const descriptions = files.map(read);
const rows = [...new Set(descriptions.flatMap(rowsOf))].sort();
const sources = descriptions.map(({ info }) => `${info.title} ${info.version}`).join(", ");
const text = `// Made by scripts/okta-api.ts from Okta's published API descriptions (Apache-2.0): ${sources}.
// One operation a line: method, path, operation id, the OAuth scopes it asks for.

/** Every operation of Okta's published API descriptions. */
export const endpointLines = \`
${rows.join("\n")}
\`;
`;
writeFileSync(join(import.meta.dirname, "../packages/okta-api/src/endpoints.gen.ts"), text);
console.log(`${rows.length} operations, ${text.length} bytes`);
