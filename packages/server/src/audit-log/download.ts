import type { AuditFormat } from "@lockstep/contract";
import type { AuditEvent } from "./queries.ts";

const columns: readonly (readonly [name: string, value: (event: AuditEvent) => string | null])[] = [
  ["time", ({ at }) => at.toISOString()],
  ["action", ({ action }) => action],
  ["actor", ({ actorName }) => actorName],
  ["actor kind", ({ actorKind }) => actorKind],
  ["actor id", ({ actorId }) => actorId],
  ["subject", ({ subjectName }) => subjectName],
  ["subject kind", ({ subjectKind }) => subjectKind],
  ["subject id", ({ subjectId }) => subjectId],
  ["address", ({ address }) => address],
  ["details", ({ details }) => (Object.keys(details).length === 0 ? null : JSON.stringify(details))],
  ["id", ({ id }) => id],
];

// A name that begins like a formula would be carried out by a spreadsheet that opens the file.
const cell = (text: string): string => {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
};

const row = (cells: readonly string[]): string => `${cells.join(",")}\r\n`;

/** The record as the text of a file, piece by piece; `view` is how an event is said in JSON. */
export async function* fileOf(format: AuditFormat, pieces: AsyncIterable<readonly AuditEvent[]>, view: (event: AuditEvent) => unknown): AsyncGenerator<string> {
  if (format === "csv") yield row(columns.map(([name]) => name));
  for await (const piece of pieces) yield piece.map((event) => (format === "csv" ? row(columns.map(([, value]) => cell(value(event) ?? ""))) : `${JSON.stringify(view(event))}\n`)).join("");
}
