// Capital and small letters as Go has them: one code point for one.

/** Where the capital of a letter is one code point in Unicode's simple mapping but several in JavaScript's. */
function simpleUpper(character: string): string | undefined {
  const code = character.codePointAt(0) ?? 0;
  if ((code >= 0x1f80 && code <= 0x1faf && code % 16 < 8) || code === 0x1fb3 || code === 0x1fc3 || code === 0x1ff3) {
    return String.fromCodePoint(code < 0x1fb0 ? code + 8 : code + 9);
  }
  return undefined;
}

const isOne = (text: string): boolean => text.length === 1 || (text.length === 2 && (text.codePointAt(0) ?? 0) > 0xffff);

/** The text in capital letters. */
export function upper(text: string): string {
  if (/^[\x00-\x7f]*$/.test(text)) return text.toUpperCase();
  return Array.from(text, (character) => {
    const capital = character.toUpperCase();
    return isOne(capital) ? capital : (simpleUpper(character) ?? character);
  }).join("");
}

/** The text in small letters. */
export function lower(text: string): string {
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  // The only letter whose small form is two code points is İ; Go makes a plain i of it.
  return Array.from(text, (character) => (character === "\u0130" ? "i" : character.toLowerCase())).join("");
}

/** The text with the first letter of each word as a capital. */
export function title(text: string): string {
  let previous = " ";
  return Array.from(text, (character) => {
    const begins = isSeparator(previous);
    previous = character;
    return begins ? titleCase(character) : character;
  }).join("");
}

const digraphs: ReadonlyMap<string, string> = new Map(
  ["Ǆǅǆ", "Ǉǈǉ", "Ǌǋǌ", "Ǳǲǳ"].flatMap((group) => {
    const [capital = "", mixed = "", small = ""] = group;
    return [capital, mixed, small].map((letter) => [letter, mixed] as const);
  }),
);

function titleCase(character: string): string {
  // Georgian letters have capitals for whole words only.
  if (/[\u10d0-\u10ff]/.test(character)) return character;
  return digraphs.get(character) ?? upper(character);
}

function isSeparator(character: string): boolean {
  if (/^[0-9A-Za-z_]$/.test(character)) return false;
  if (character.charCodeAt(0) < 0x80) return true;
  return !/^[\p{L}\p{Nd}]$/u.test(character) && whiteSpace.test(character);
}

const whiteSpace = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/;

/** Without the white space at both ends, as Unicode defines it. */
export function trimSpace(text: string): string {
  // Only outermost blanks count, and a long run of them in the middle must not be tried from each of its places.
  const start = text.search(/[^\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/);
  if (start === -1) return "";
  let end = text.length;
  while (end > start && whiteSpace.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}
