import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";

interface Found {
  readonly entry: URL;
  readonly cache: string;
}

/** An installation with one source file, and what was emitted from it as the stamp says. */
class Installation {
  readonly root = mkdtempSync(join(tmpdir(), "lockstep-emitted-"));
  readonly #cli = join(this.root, "packages/cli");
  readonly source = join(this.#cli, "src/main.ts");

  constructor() {
    for (const name of ["bin", "src", "dist"]) mkdirSync(join(this.#cli, name), { recursive: true });
    writeFileSync(join(this.root, "package.json"), `{ "type": "module" }`);
    writeFileSync(this.source, "export const one = 1;\n");
    copyFileSync(join(import.meta.dirname, "../bin/emitted.js"), join(this.#cli, "bin/emitted.js"));
    const { mtimeMs, size } = statSync(this.source);
    this.stamp(JSON.stringify({ entry: "main.js", inputs: [["packages/cli/src/main.ts", mtimeMs, size]] }));
    onTestFinished(() => rmSync(this.root, { recursive: true, force: true }));
  }

  stamp(text: string): void {
    writeFileSync(join(this.#cli, "dist/stamp.json"), text);
  }

  async entry(): Promise<string | undefined> {
    const { emitted } = (await import(pathToFileURL(join(this.#cli, "bin/emitted.js")).href)) as { emitted: () => Found | undefined };
    return emitted()?.entry.pathname.replace(/.*\/dist\//, "dist/");
  }
}

test("what was emitted is run while the sources are those it was made from", async () => {
  expect(await new Installation().entry()).toBe("dist/main.js");
});

test("an edited source is run itself, also when it is as long as before", async () => {
  const installation = new Installation();
  writeFileSync(installation.source, "export const one = 2;\n");
  expect(await installation.entry()).toBeUndefined();
});

test("the sources are run when one of those it was made from is gone", async () => {
  const installation = new Installation();
  installation.stamp(JSON.stringify({ entry: "main.js", inputs: [["packages/cli/src/gone.ts", 1, 1]] }));
  expect(await installation.entry()).toBeUndefined();
});

test("the sources are run when nothing was emitted, or not to the end", async () => {
  const installation = new Installation();
  installation.stamp("{");
  expect(await installation.entry()).toBeUndefined();
});

test("an installation without sources runs what was emitted", async () => {
  const installation = new Installation();
  rmSync(installation.source);
  expect(await installation.entry()).toBe("dist/main.js");
});
