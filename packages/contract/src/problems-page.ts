import { problems } from "./problems.ts";

const introduction = `# Problems

Every refusal of the server. An answer with a status of 400 or more is a JSON:API document:

\`\`\`json
{ "errors": [{ "status": "422", "code": "taken", "title": "invalid attribute", "detail": "There is already a workspace named \\"prod\\". Choose another name.", "source": { "pointer": "/data/attributes/name" } }] }
\`\`\`

The code is what programs should look at: it stays. Words in braces are filled in. Where somebody may not see a thing, the answer is 404, as if it were not there. This page is made from the table in \`packages/contract/src/problems.ts\`.

| Code | Status | Title | What it says |
|---|---|---|---|
`;

/** The page of the guide that lists every problem. */
export const problemsPage = (): string => introduction + Object.entries(problems).map(([code, { status, title, detail }]) => `| \`${code}\` | ${status} | ${cell(title)} | ${cell(detail)} |\n`).join("");

const cell = (text: string): string => text.replaceAll("|", "\\|");
