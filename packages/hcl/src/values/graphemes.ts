// Characters as people count them: grapheme clusters, by the rules of Unicode 15 that Terraform follows.
import { segments } from "../source/segments.ts";

/** The consonants that Unicode 15.1 no longer parts from a virama before them; Terraform does. */
const conjunct = /[\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d][\p{M}\u200d\u200c]*(?=[\p{Script=Deva}\p{Script=Beng}\p{Script=Gujr}\p{Script=Orya}\p{Script=Telu}\p{Script=Mlym}])(?=\p{L})/gu;

const isPlain = (text: string): boolean => /^[\x20-\x7e\t]*$/.test(text);

/** The characters of a text. */
export function graphemes(text: string): string[] {
  if (isPlain(text)) return [...text];
  const found: string[] = [];
  for (const { segment } of segments(text)) {
    if (segment.length < 3) found.push(segment);
    else found.push(...splitConjunct(segment));
  }
  return found;
}

/** How many characters a text has. */
export const countGraphemes = (text: string): number => (isPlain(text) ? text.length : graphemes(text).length);

function splitConjunct(segment: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (const match of segment.matchAll(conjunct)) {
    const end = match.index + match[0].length;
    parts.push(segment.slice(start, end));
    start = end;
  }
  parts.push(segment.slice(start));
  return parts;
}
