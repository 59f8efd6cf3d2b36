/** Markup whose texts are escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What can stand in a template: texts are escaped, markup is not, nothing is nothing. */
export type Part = Html | string | number | false | null | undefined | readonly Part[];

/** Markup with values in it: html`<p>${text}</p>`. Attributes are always written in quotes. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(strings.map((string, index) => string + (index < parts.length ? written(parts[index]) : "")).join(""));

const written = (part: Part): string => {
  if (part === undefined || part === null || part === false) return "";
  if (part instanceof Html) return part.text;
  return isList(part) ? part.map(written).join("") : escaped(String(part));
};

const isList = (part: string | number | readonly Part[]): part is readonly Part[] => Array.isArray(part);

const marks: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => marks[mark] ?? mark);
