import type { Random } from "./random.ts";

/** Inputs grow no further than this: slowness in the length shows well before. */
const longest = 20_000;

const fragments = [
  "{", "}", "[", "]", "(", ")", "=", "=>", "!", "&&", "?", ":", "::", ",", ".", "...", "-", "%", "*", '"', "'", "\\", "\n", "\r\n", "\r", "\t", "#", "/*", "*/", "//",
  "${", "%{", "~}", "$${", "%%{", "<<E\n", "<<-E\n", "\nE\n", "%{ if true }", "%{ endif }", "%{ for a in b }", "%{ endfor }", "for", "in", "if", "null", "true",
  "\0", "\uFEFF", "\u00e9", "e\u0301", "\u{1F469}\u200D\u{1F680}", "\ud800", "\udfff", "\u2028", "\u202e", "\\u0000", "\\U99999999", "\\ud800",
  "0", "-0", "-1", "1e999999999", "1e-999999999", "9007199254740993", "18446744073709551616", "0x1F", "1.", ".5", "1e", "99999999999999999999999999",
  "__proto__", "constructor", "toString", "hasOwnProperty", "count", "each.key", "self", "var.a", "local.a", "module.a", "a[*].b", "a.*.b", "a[0]",
  '"type"', '"value"', '"list"', '"dynamic"', '["set",', '{"', '":', "null,", "[[]]", "{}", "//", "module \"a\" {\n", "resource \"a\" \"b\" {\n", "dynamic \"x\" {\n", "content {\n",
] as const;

type Mutation = (text: string, random: Random, corpus: readonly string[]) => string;

const splice = (text: string, at: number, length: number, put: string): string => text.slice(0, at) + put + text.slice(at + length);
const place = (text: string, random: Random): number => random.below(text.length + 1);
/** A stretch: mostly short, seldom long. */
const stretch = (text: string, random: Random): string => {
  const at = place(text, random);
  return text.slice(at, at + 1 + random.below(random.pick([4, 20, 200])));
};

/** Ways to change an input a little. */
const mutations: readonly Mutation[] = [
  (text, random) => splice(text, place(text, random), 0, random.pick(fragments)),
  (text, random) => splice(text, place(text, random), 1 + random.below(4), random.pick(fragments)),
  (text, random) => splice(text, place(text, random), 1 + random.below(random.pick([2, 10, 100])), ""),
  (text, random) => splice(text, place(text, random), 1, String.fromCharCode(random.below(random.pick([128, 256, 65536])))),
  (text, random) => splice(text, place(text, random), 0, stretch(text, random)),
  (text, random) => splice(text, place(text, random), 0, stretch(text, random).repeat(1 + random.below(random.pick([3, 50])))),
  (text, random) => splice(text, place(text, random), 0, stretch(random.pick(["", text]), random)),
  (text, random, corpus) => splice(text, place(text, random), random.below(20), stretch(random.pick(corpus), random)),
  (text, random, corpus) => text.slice(0, place(text, random)) + random.pick(corpus).slice(random.below(50)),
  (text, random) => text.slice(0, place(text, random)),
  (text, random) => text.slice(place(text, random)),
];

/** One of the corpus, changed a few times. */
export function mutated(corpus: readonly string[], random: Random): string {
  let text = random.pick(corpus);
  for (let rounds = 1 + random.below(random.pick([2, 4, 12])); rounds > 0; rounds--) text = random.pick(mutations)(text, random, corpus);
  return text.slice(0, longest);
}
