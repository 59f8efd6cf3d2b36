import { expect, test } from "vitest";
import { LineCutter, piecesOf, readLine } from "./log-lines.ts";

test("a log that comes in pieces is cut into whole lines", () => {
  const cutter = new LineCutter();
  expect([cutter.push("a\nb"), cutter.push("c\n"), cutter.push("d"), cutter.end(), cutter.end()]).toEqual([["a"], ["bc"], [], ["d"], []]);
});

test("terminal colours become styles, and other codes nothing", () => {
  expect(piecesOf("plain")).toEqual([{ text: "plain" }]);
  expect(piecesOf("\u001b[1m\u001b[31mError:\u001b[0m no\u001b[2K")).toEqual([{ text: "Error:", bold: true, color: "red" }, { text: " no" }]);
  expect(piecesOf("\u001b[32m+\u001b[39m x\u001b[93m!")).toEqual([{ text: "+", color: "green" }, { text: " x" }, { text: "!", color: "yellow" }]);
});

test("a JSON message is shown as its words, with its level and time; a diagnostic with its place", () => {
  expect(readLine('{"@level":"info","@message":"a: Creating...","@timestamp":"2026-01-01T00:00:00Z","type":"apply_start"}')).toEqual({ level: "info", at: "2026-01-01T00:00:00Z", rows: [[{ text: "a: Creating..." }]] });
  const line = readLine(JSON.stringify({ "@level": "error", "@message": "Error: Bad", diagnostic: { detail: "Why.", range: { filename: "main.tf", start: { line: 2 } }, snippet: { context: "resource x", code: "  a = b", start_line: 2 } } }));
  expect(line.level).toBe("error");
  expect(line.rows.map((row) => row.map(({ text }) => text).join(""))).toEqual(["Error: Bad", "  on main.tf line 2, in resource x:", "     2:   a = b", "  Why."]);
  expect(readLine('{"not":"a message"}')).toEqual({ level: "info", rows: [[{ text: '{"not":"a message"}' }]] });
  expect(readLine("\u001b[31m│ \u001b[0mError: Bad").level).toBe("error");
});
