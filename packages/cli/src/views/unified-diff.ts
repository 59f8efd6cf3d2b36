/** A file's old and new text as `diff -u` shows them, with three lines around each change. */
export function unifiedDiff(name: string, before: string, after: string): string {
  const [old, fresh] = [splitLines(before), splitLines(after)];
  const marked = markLines(old, fresh);
  const hunks = hunksOf(marked);
  return [`--- old/${name}`, `+++ new/${name}`, ...hunks.flatMap(hunkLines), ""].join("\n");
}

interface Marked {
  readonly mark: " " | "-" | "+";
  readonly text: string;
  /** Line numbers, from 0, that come next on either side. */
  readonly old: number;
  readonly fresh: number;
}

const around = 3;

const splitLines = (text: string): string[] => (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n");

// The formatter moves no lines, so lines that stay are found in order, from the front of what is left.
function markLines(old: readonly string[], fresh: readonly string[]): Marked[] {
  const marked: Marked[] = [];
  let [left, right] = [0, 0];
  while (left < old.length || right < fresh.length) {
    if (left < old.length && old[left] === fresh[right]) {
      marked.push({ mark: " ", text: old[left] ?? "", old: left++, fresh: right++ });
      continue;
    }
    const again = right < fresh.length && left < old.length ? fresh.indexOf(old[left] ?? "", right) : -1;
    if (left >= old.length || (again !== -1 && again - right <= around)) marked.push({ mark: "+", text: fresh[right] ?? "", old: left, fresh: right++ });
    else {
      marked.push({ mark: "-", text: old[left] ?? "", old: left++, fresh: right });
      if (right < fresh.length && !old.includes(fresh[right] ?? "", left)) marked.push({ mark: "+", text: fresh[right] ?? "", old: left, fresh: right++ });
    }
  }
  return marked;
}

function hunksOf(marked: readonly Marked[]): Marked[][] {
  const near = marked.map((_, at) => marked.slice(Math.max(0, at - around), at + around + 1).some(({ mark }) => mark !== " "));
  const hunks: Marked[][] = [];
  marked.forEach((line, at) => {
    if (!near[at]) return;
    if (at === 0 || !near[at - 1]) hunks.push([]);
    hunks.at(-1)?.push(line);
  });
  return hunks;
}

function hunkLines(hunk: readonly Marked[]): string[] {
  const count = (other: "-" | "+"): number => hunk.filter(({ mark }) => mark === " " || mark === other).length;
  const [first] = hunk;
  const header = `@@ -${(first?.old ?? 0) + 1},${count("-")} +${(first?.fresh ?? 0) + 1},${count("+")} @@`;
  return [header, ...hunk.map(({ mark, text }) => `${mark}${text}`)];
}
