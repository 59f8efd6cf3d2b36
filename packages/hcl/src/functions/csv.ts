// CSV as Go's encoding/csv reads it.

/** The records, or what is wrong: `CSV parse error on line 2: bare " in non-quoted field`. */
export function readCsv(text: string): { rows: string[][] } | { problem: string } {
  const rows: string[][] = [];
  const lines = splitLines(text);
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? "";
    if (withoutEnd(line) === "") {
      at++;
      continue;
    }
    const record = readRecord(lines, at);
    if ("problem" in record) return record;
    const expected = rows[0]?.length ?? record.fields.length;
    if (record.fields.length !== expected) return { problem: parseProblem(at, "wrong number of fields") };
    rows.push(record.fields);
    at = record.next;
  }
  return { rows };
}

/** Lines with their ends; \r\n counts as \n. */
const splitLines = (text: string): string[] => text.replaceAll("\r\n", "\n").split(/(?<=\n)/);

const withoutEnd = (line: string): string => (line.endsWith("\n") ? line.slice(0, -1) : line);

function readRecord(lines: readonly string[], start: number): { fields: string[]; next: number } | { problem: string } {
  const fields: string[] = [];
  let at = start;
  let line = lines[at] ?? "";
  let from = 0;
  for (;;) {
    if (line[from] !== '"') {
      const comma = line.indexOf(",", from);
      const field = withoutEnd(comma === -1 ? line.slice(from) : line.slice(from, comma));
      const quote = field.indexOf('"');
      if (quote !== -1) return { problem: parseProblem(at, 'bare " in non-quoted field') };
      fields.push(field);
      if (comma === -1) return { fields, next: at + 1 };
      from = comma + 1;
      continue;
    }
    let field = "";
    from++;
    for (;;) {
      const quote = line.indexOf('"', from);
      if (quote === -1) {
        field += line.slice(from);
        const next = lines[at + 1];
        if (next === undefined) return { problem: parseProblem(at, misplacedQuote) };
        at++;
        line = next;
        from = 0;
        continue;
      }
      field += line.slice(from, quote);
      from = quote + 1;
      const after = line[from];
      if (after === '"') {
        field += '"';
        from++;
        continue;
      }
      fields.push(field);
      if (after === ",") break;
      if (after === undefined || withoutEnd(line).length === from) return { fields, next: at + 1 };
      return { problem: parseProblem(at, misplacedQuote) };
    }
    from++;
  }
}

const misplacedQuote = 'extraneous or missing " in quoted-field';

const parseProblem = (at: number, what: string): string => `CSV parse error on line ${at + 1}: ${what}`;
