import fc from "fast-check";

const fragments = [
  "{", "}", "[", "]", "(", ")", "=", "=>", "==", "!", "<", ">=", "&&", "||", "&", "|", "~", "~}", "+", "-", "*", "/", "%",
  ".", "...", ",", ":", "::", "?", ";", "'", "`", '"', '"', "\n", "\r\n", "\r", " ", "\t", "${", "%{", "${~", "$${", "%%{",
  "%{ if x }", "%{ else }", "%{ endif }", "%{ for a, b in c }", "%{ endfor }", "<<E\n", "<<-E\n", "E\n", "  E\n",
  "for", "in", "if", "true", "null", "a", "b.c", "x[0]", "x.*.y", "x[*]", "1", "0.5", "1e9", "# c\n", "// c\n", "/* c */", "/*",
  '"a"', '"${b}"', "f(", "\\n", "\\u00e9", "\\", "é", "日本", "😀", "\uFEFF", "\ud800", "@", "a {\n", "b = ",
] as const;

/** Texts that look like configuration, and texts that do not. */
export const arbitraryText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.constantFrom(...fragments), { maxLength: 40 }).map((parts) => parts.join("")) },
  { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
);

const name = fc.constantFrom("a", "b", "for_each", "é-1", "x");

/** Texts of valid expressions. */
export const arbitraryExpression: fc.Arbitrary<string> = fc.letrec<{ expression: string }>((tie) => {
  const expression = tie("expression");
  const wrap = (before: string, after: string) => expression.map((inner) => before + inner + after);
  const pair = (join: (left: string, right: string) => string) => fc.tuple(expression, expression).map(([a, b]) => join(a, b));
  return {
    expression: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constantFrom("1", "-2.5", "true", "null", '"t"', "a.b", 'x["k"]', "(<<E\n  a ${b}\nE\n)", "(<<-E\n  c\n   d\n  E\n)", '"p${q}%{ if r ~} s %{ endif }"'),
      wrap("(", ")"),
      wrap('"${', '}"'),
      wrap("(\n", "\n)"),
      wrap("!", ""),
      wrap("[for k, v in ", " : v if k]"),
      wrap("{ for k, v in c : k => ", "... }"),
      wrap("a[*].", "").map((text) => (/^a\[\*\]\.[a-z]/.test(text) && !text.includes(" ") ? text : "a[*].b")),
      pair((a, b) => `[${a}, ${b}]`),
      pair((a, b) => `{\n a = ${a}\n "b" : ${b}, # c\n}`),
      pair((a, b) => `f(${a}, ${b}...)`),
      pair((a, b) => `(${a}) +   (${b})`),
      pair((a, b) => `(${a})?${b}:(${b})`),
    ),
  };
}).expression;

const trivia = fc.constantFrom("", " ", "  ", "\t", "/* c */");
const ending = fc.constantFrom("\n", "\n\n", " # c\n", "// d\n", "\n# e\n");

/** Texts of valid files, with comments and odd blanks. */
export const arbitraryFile: fc.Arbitrary<string> = fc.letrec<{ body: string }>((tie) => ({
  body: fc
    .uniqueArray(
      fc.oneof(
        { depthSize: "small" },
        fc.record({ name, blank: trivia, value: arbitraryExpression, end: ending }).map((it) => ({
          key: it.name,
          text: `${it.name}${it.blank}=${it.blank} ${it.value}${it.end}`,
        })),
        name.map((it) => ({ key: it, text: `${it} = <<-E\n  a %%{b}\n   E\n` })),
        fc.record({ name, blank: trivia, body: tie("body"), end: ending }).map((it) => ({
          key: `${it.name} {`,
          text: `${it.name} "l"${it.blank}{${it.end}${it.body}${it.blank}}${it.end}`,
        })),
      ),
      { selector: ({ key }) => key, maxLength: 4 },
    )
    .map((items) => items.map(({ text }) => text).join("")),
})).body;
