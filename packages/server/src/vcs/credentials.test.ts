import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeRepository } from "../../test/git-repository.ts";
import { testServer, type TestServer } from "../../test/test-server.ts";
import { vcsCalls } from "../../test/vcs-workspace.ts";
import { repositoryUrl, usualApiUrl } from "./connection.ts";
import { phaseGitAccess } from "./credentials.ts";

// In the place of ssh: learns a host key where it may, refuses a host whose key is not the known one, and runs the command here.
const program = (folder: string): string => `#!/bin/sh
while [ $# -gt 1 ]; do
  case "$1" in UserKnownHostsFile=*) hosts="\${1#*=}";; StrictHostKeyChecking=*) strict="\${1#*=}";; esac
  shift
done
if [ "$strict" = yes ]; then grep -q "$(cat ${folder}/host-key)" "$hosts" || { echo "Host key verification failed." >&2; exit 255; }; else echo "git.example ssh-ed25519 $(cat ${folder}/host-key)" >> "$hosts"; fi
exec sh -c "$1"
`;

const sshKey = "-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0LWtleS1tYXRlcmlhbA\n-----END OPENSSH PRIVATE KEY-----";
const path = process.env["PATH"];
let root = "";
let lockstep: TestServer;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "lockstep-vcs-ssh-"));
  makeRepository(root, "r.git").commit({ "main.tf": "x" }, "x");
  mkdirSync(join(root, "bin"));
  writeFileSync(join(root, "bin", "ssh"), program(root));
  chmodSync(join(root, "bin", "ssh"), 0o755);
  writeFileSync(join(root, "host-key"), "AAAAfirst");
  process.env["PATH"] = `${join(root, "bin")}:${path}`;
  lockstep = await testServer();
});
afterAll(async () => {
  process.env["PATH"] = path;
  await lockstep.stop();
  rmSync(root, { recursive: true, force: true });
});

describe("a connection by SSH", () => {
  test("keeps the first key that the host shows, and refuses another; the private key is never given back", async () => {
    const { id } = await vcsCalls(lockstep).connect({ name: "SSH", kind: "git", httpUrl: `ssh://git@git.example${root}`, sshKey, repository: "r.git" });
    const shown = await lockstep.call("GET", `/api/v1/vcs-connections/${id}`);
    expect(shown.body).toMatchObject({ hasSshKey: true, knownHosts: "git.example ssh-ed25519 AAAAfirst\n" });
    expect(JSON.stringify(shown.body)).not.toContain("c2VjcmV0");
    expect((await lockstep.call("GET", `/api/v1/vcs-connections/${id}/branches?repository=r.git`)).body).toMatchObject({ defaultBranch: "main" });
    expect(await phaseGitAccess(lockstep.server, id)).toMatchObject({ gitCredentials: [{ kind: "ssh-key", host: "git.example", privateKey: sshKey, knownHosts: "git.example ssh-ed25519 AAAAfirst\n" }] });
    writeFileSync(join(root, "host-key"), "AAAAsecond");
    const refused = await lockstep.call("POST", `/api/v1/vcs-connections/${id}/test`, { repository: "r.git" });
    expect(refused.body).toMatchObject({ ok: false });
    expect(String(refused.body.problem)).toContain("key is not the known one");
  });

  test("a workspace without one gives a run no right to read anything", async () => {
    expect(await phaseGitAccess(lockstep.server, null)).toEqual({ gitCredentials: [], secrets: [] });
  });
});

describe("addresses", () => {
  test.each([
    ["github_token", "https://github.com", "o/r", "https://github.com/o/r.git", "https://api.github.com"],
    ["github_app", "https://git.example.com", "o/r", "https://git.example.com/o/r.git", "https://git.example.com/api/v3"],
    ["gitlab", "https://gitlab.com", "g/s/r", "https://gitlab.com/g/s/r.git", "https://gitlab.com/api/v4"],
    ["git", "git@host:team", "r.git", "git@host:team/r.git", null],
    ["git", "git@host:", "team/r", "git@host:team/r", null],
    ["git", "/srv/git", "r.git", "/srv/git/r.git", null],
  ] as const)("%s at %s", (kind, httpUrl, repository, url, apiUrl) => {
    expect([repositoryUrl({ kind, httpUrl }, repository), usualApiUrl(kind, httpUrl)]).toEqual([url, apiUrl]);
  });
});
