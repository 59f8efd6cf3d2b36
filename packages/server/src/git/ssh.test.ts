import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeRepository } from "../../test/git-repository.ts";
import { listRefs } from "./repository.ts";
import type { HostKeys } from "./source.ts";

const privateKey = "-----BEGIN OPENSSH PRIVATE KEY-----\r\nc2VjcmV0LWtleS1tYXRlcmlhbA\r\n-----END OPENSSH PRIVATE KEY-----";
const path = process.env["PATH"];
let root = "";
let commit = "";

// In the place of ssh: writes down what it was told, learns a host key, and runs the command here.
const program = (folder: string): string => `#!/bin/sh
printf '%s\\n' "$@" > ${folder}/args
while [ $# -gt 1 ]; do
  case "$1" in -i) cp -p "$2" ${folder}/key;; UserKnownHostsFile=*) cp "\${1#*=}" ${folder}/known; echo "host ssh-ed25519 AAAA" >> "\${1#*=}";; esac
  shift
done
exec sh -c "$1"
`;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "lockstep-ssh-"));
  commit = makeRepository(root, "r.git").commit({ "main.tf": "x" }, "x");
  mkdirSync(join(root, "bin"));
  writeFileSync(join(root, "bin", "ssh"), program(root));
  chmodSync(join(root, "bin", "ssh"), 0o755);
  process.env["PATH"] = `${join(root, "bin")}:${path}`;
});
afterAll(() => {
  process.env["PATH"] = path;
  rmSync(root, { recursive: true });
});

const ask = async (hostKeys: HostKeys): Promise<string | undefined> => {
  const { refs } = await listRefs({ url: `ssh://git@host.example${root}/r.git`, credentials: { kind: "ssh-key", privateKey, hostKeys } });
  return refs.find(({ name }) => name === "refs/heads/main")?.commit;
};

describe("a repository over SSH", () => {
  test("is read with this key and these host keys, and with nothing of the machine's", async () => {
    expect(await ask({ known: "host.example ssh-ed25519 KNOWN" })).toBe(commit);
    const args = readFileSync(join(root, "args"), "utf8");
    for (const option of ["-F\n/dev/null", "IdentitiesOnly=yes", "IdentityAgent=none", "BatchMode=yes", "StrictHostKeyChecking=yes", "GlobalKnownHostsFile=/dev/null", "git@host.example"]) expect(args).toContain(option);
    expect(readFileSync(join(root, "known"), "utf8")).toBe("host.example ssh-ed25519 KNOWN\n");
    expect(readFileSync(join(root, "key"), "utf8")).toBe(`${privateKey.replaceAll("\r\n", "\n")}\n`);
  });

  test("a host key that is seen for the first time is told, so that it can be kept", async () => {
    const learned: string[] = [];
    expect(await ask({ learn: (text) => learned.push(text) })).toBe(commit);
    expect(readFileSync(join(root, "args"), "utf8")).toContain("StrictHostKeyChecking=accept-new");
    expect(learned).toEqual(["host ssh-ed25519 AAAA\n"]);
  });
});
