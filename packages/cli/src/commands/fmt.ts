import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { SourceText, format, hasErrors } from "@lockstep/hcl";
import { isOn } from "../arguments.ts";
import { exitCodes } from "../exit-codes.ts";
import { writeAtomically } from "../local/atomic-write.ts";
import { noSuchFile } from "../messages.ts";
import { say } from "../terminal.ts";
import { showDiagnostics } from "../views/diagnostics.ts";
import { unifiedDiff } from "../views/unified-diff.ts";
import type { Call, Command } from "./command.ts";

export const fmt: Command = {
  name: "fmt",
  describe: "Put configuration files into the canonical layout.",
  words: "[files...]",
  flags: [
    { name: "list", kind: "switch", describe: "Name the files that change.", default: true },
    { name: "write", kind: "switch", describe: "Write the files.", default: true },
    { name: "diff", kind: "switch", describe: "Show what changes." },
    { name: "check", kind: "switch", describe: "Change nothing; exit code 3 when something would change." },
    { name: "recursive", kind: "switch", describe: "Also look into folders below." },
  ],
  async run(call) {
    if (call.words[0] === "-") return formatInput(call);
    const paths = (call.words.length > 0 ? call.words : ["."]).flatMap((word) => filesOf(call, word));
    const missing = paths.filter((path) => !existsSync(path));
    if (missing.length > 0) {
      showDiagnostics(call, missing.map(noSuchFile));
      return exitCodes.failure;
    }
    const results = paths.map((path) => formatFile(call, path));
    if (results.includes("failed")) return exitCodes.failure;
    return isOn(call.flags, "check") && results.includes("changed") ? wouldChange : exitCodes.success;
  },
};

/** What `fmt -check` says when a file is not in the canonical layout, as Terraform does. */
const wouldChange = 3;

const isFormatted = (name: string): boolean => /\.(tf|tfvars|tftest\.hcl|tfmock\.hcl)$/.test(name) && !name.startsWith(".");

function filesOf({ folder, flags }: Call, word: string): string[] {
  const path = resolve(folder, word);
  if (!existsSync(path) || statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isFile()) return isFormatted(entry.name) ? [join(path, entry.name)] : [];
    const below = entry.isDirectory() && isOn(flags, "recursive") && !entry.name.startsWith(".");
    return below ? filesOf({ folder, flags } as Call, join(path, entry.name)) : [];
  });
}

function formatFile(call: Call, path: string): "same" | "changed" | "failed" {
  const name = relative(call.folder, path);
  const text = readFileSync(path, "utf8");
  const { value, diagnostics } = format(new SourceText(name, text));
  if (value === undefined || hasErrors(diagnostics)) {
    showDiagnostics(call, diagnostics);
    return "failed";
  }
  if (value === text) return "same";
  if (call.flags["list"] !== false) say(call.terminal, name);
  if (isOn(call.flags, "diff")) call.terminal.out.write(unifiedDiff(name, text, value));
  if (call.flags["write"] !== false && !isOn(call.flags, "check")) writeAtomically(path, value, statSync(path).mode & 0o777);
  return "changed";
}

async function formatInput(call: Call): Promise<number> {
  const chunks: Buffer[] = [];
  for await (const chunk of call.terminal.input) chunks.push(Buffer.from(chunk as Uint8Array));
  const text = Buffer.concat(chunks).toString("utf8");
  const { value, diagnostics } = format(new SourceText("<stdin>", text));
  showDiagnostics(call, diagnostics);
  if (value === undefined) return exitCodes.failure;
  call.terminal.out.write(value);
  return isOn(call.flags, "check") && value !== text ? wouldChange : exitCodes.success;
}
