import { describe, expect, test } from "vitest";
import { answer, scopeWith } from "../../test/check-expression.ts";
import { SENSITIVE, stringValue, withMarks } from "../values/value.ts";
import { emptyContext } from "../evaluate/scope.ts";
import type { FunctionContext } from "./function.ts";

const files: Readonly<Record<string, string | Uint8Array>> = {
  "a.txt": "text\n",
  "b.bin": Uint8Array.from([0xff, 0xfe]),
  "greet.tftpl": "Hello, ${name}!%{ for x in items } ${x}%{ endfor }",
  "value.tftpl": "${value}",
  "again.tftpl": '${templatefile("value.tftpl", { value = 1 })}',
  "bad.tftpl": "${",
  "dir/c.txt": "c",
  "dir/sub/d.json": "{}",
  "dir/.hidden": "",
};

const context: FunctionContext = {
  ...emptyContext,
  read(path) {
    const content = files[path];
    if (content !== undefined) return { bytes: typeof content === "string" ? Buffer.from(content) : content };
    return { problem: context.stat(path) === "directory" ? "directory" : "missing" };
  },
  stat(path) {
    if (Object.hasOwn(files, path)) return "file";
    return path === "." || Object.keys(files).some((file) => file.startsWith(`${path}/`)) ? "directory" : undefined;
  },
  list: (folder) =>
    Object.keys(files).flatMap((file) => (folder === "." ? file : file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : [])),
  workingDirectory: "/folder",
  home: "/users/me",
  now: Date.UTC(2026, 0, 2, 3, 4, 5),
  planTime: Date.UTC(2026, 0, 1),
  random: (length) => Uint8Array.from({ length }, (_, at) => at),
};

const scope = scopeWith({ secret: withMarks(stringValue("s"), SENSITIVE), template: stringValue("Hi ${who}"), number: stringValue("5") }, context);
const short = (expression: string): string => answer(expression, scope).replace(/\s+/g, " ");

describe("files", () => {
  test.each([
    ['file("./dir/../a.txt")', "<<EOT text EOT"],
    ['filebase64("b.bin")', '"//4="'],
    ['[fileexists("a.txt"), fileexists("nope")]', "[ true, false, ]"],
    ['filemd5("a.txt") == md5(file("a.txt"))', "true"],
    ['filebase64sha256("a.txt") == base64sha256("text\\n")', "true"],
    ['fileset(".", "*.t*")', 'toset([ "a.txt", "again.tftpl", "bad.tftpl", "greet.tftpl", "value.tftpl", ])'],
    ['fileset("dir", "**")', 'toset([ ".hidden", "c.txt", "sub/d.json", ])'],
    ['fileset("dir/sub", "../{c,d}.*")', 'toset([ "../c.txt", ])'],
    ['fileset("dir", "[a-c].txt")', 'toset([ "c.txt", ])'],
    ['fileset("nope", "*")', "toset([])"],
    ['[abspath("x/../y"), pathexpand("~/z"), dirname("a/b/c"), basename("a/b/")]', '[ "/folder/y", "/users/me/z", "a/b", "b", ]'],
  ])("%s is %s", (expression, expected) => {
    expect(short(expression)).toBe(expected);
  });

  test.each([
    ['file("nope")', /^Invalid function argument: Invalid value for "path" parameter: no file exists at "nope"; /],
    ['file("dir")', /failed to read file: read dir: is a directory/],
    ['file("b.bin")', /^Error in function call: .* are not valid UTF-8/],
    ['fileexists("dir")', /"dir" is a directory, not a file/],
    ['fileset(".", "[")', /syntax error in pattern/],
    ['pathexpand("~you/x")', /cannot expand user-specific home dir/],
  ])("%s is refused", (expression, message) => {
    expect(short(expression)).toMatch(message);
  });
});

describe("templates", () => {
  test.each([
    ['templatefile("greet.tftpl", { name = "x", items = [1, 2] })', '"Hello, x! 1 2"'],
    ['templatefile("value.tftpl", { value = [1] })', "[ 1, ]"],
    ['issensitive(templatefile("value.tftpl", { value = secret }))', "true"],
    ['templatestring(template, { who = "you" })', '"Hi you"'],
  ])("%s is %s", (expression, expected) => {
    expect(short(expression)).toBe(expected);
  });

  test.each([
    ['templatefile("greet.tftpl", {})', /vars map does not contain key "name", referenced at greet\.tftpl:1,10-14/],
    ['templatefile("again.tftpl", {})', /cannot recursively call templatefile from inside another template function/],
    ['templatefile("bad.tftpl", {})', /^Error in function call: .*bad\.tftpl:1,/],
    ['templatefile("value.tftpl", { "a b" = 1 })', /invalid template variable name "a b"/],
    ['templatefile("value.tftpl", { value = null })', /Template result is null/],
    ['templatestring("literal", {})', /does not support providing a literal template/],
    ['templatestring(upper(template), {})', /must be a direct reference/],
  ])("%s is refused", (expression, message) => {
    expect(short(expression)).toMatch(message);
  });
});

describe("the moment and chance", () => {
  test("are given by the caller", () => {
    expect(short("[timestamp(), plantimestamp()]")).toBe('[ "2026-01-02T03:04:05Z", "2026-01-01T00:00:00Z", ]');
    expect(short("uuid()")).toBe('"00010203-0405-4607-8809-0a0b0c0d0e0f"');
    expect(short('bcrypt("x", 4)')).toMatch(/^"\$2a\$04\$/);
    expect(short('bcrypt("x", 40)')).toMatch(/outside allowed range/);
  });
});

test("templatestring looks at its variables before its template", () => {
  expect(short('templatestring("literal", upper(null))')).toBe('Invalid function argument: Invalid value for "str" parameter: argument must not be null.');
  expect(short('templatestring("literal", null)')).toBe('Invalid function argument: Invalid value for "vars" parameter: argument must not be null.');
});

test("templatestring says what it is given in place of a reference", () => {
  expect(short("templatestring(1, {})")).toContain("must be a direct reference to a single string");
  expect(short('templatestring("a", {})')).toContain("does not support providing a literal template");
  expect(short('templatestring("${template}", {})')).toContain("write the reference expression directly");
  expect(short('templatestring("a ${template}", {})')).toContain("to render an inline template");
  expect(short("templatestring(template.x, {})")).toContain("invalid template expression: ");
});
