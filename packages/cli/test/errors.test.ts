// What people read when something goes wrong: each message as it is shown.
import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { orgFor, scratch, type Ran, type Scratch, type TestOrg } from "./run.ts";

const group = 'resource "okta_group" "a" {\n  name = "Everyone at sea"\n}\n';
const data = 'resource "terraform_data" "a" {\n  input = 1\n}\n';

/** The command fails and says something; gives what it said. */
function failed({ code, out, err }: Ran): string {
  expect(code).toBe(1);
  expect(err).not.toContain("bug in Lockstep");
  expect(err, out).not.toBe("");
  return err;
}

describe("a mistake in the configuration", () => {
  test("of syntax is shown where it stands", async () => {
    const folder = scratch({ "main.tf": 'resource "okta_group" "a" {\n  name = "A\n}\n' });
    expect(failed(await folder.lockstep("validate"))).toMatchInlineSnapshot(`
      "
      Error: Invalid multi-line string

        on main.tf line 2, in resource "okta_group" "a":
         2:   name = "A
         3: }

      Quoted strings may not be split over multiple lines. To produce a multi-line
      string, either use the \\n escape to represent a newline character or use the
      "heredoc" multi-line template syntax.


      Error: Invalid multi-line string

        on main.tf line 3, in resource "okta_group" "a":
         3: }

      Quoted strings may not be split over multiple lines. To produce a multi-line
      string, either use the \\n escape to represent a newline character or use the
      "heredoc" multi-line template syntax.


      Error: Unterminated template string

        on main.tf line 2, in resource "okta_group" "a":
         2:   name = "A
         3: }

      No closing marker was found for the string.

      "
    `);
  });

  test("an unknown argument comes with the nearest name", async () => {
    const folder = scratch({ "main.tf": 'resource "okta_group" "a" {\n  name       = "A"\n  descripton = "B"\n}\n' });
    expect(failed(await folder.lockstep("validate"))).toMatchInlineSnapshot(`
      "
      Error: Unsupported argument

        on main.tf line 3, in resource "okta_group" "a":
         3:   descripton = "B"

      An argument named "descripton" is not expected here. Did you mean
      "description"?

      "
    `);
  });

  test("a value of the wrong type says which type is needed", async () => {
    const folder = scratch({ "main.tf": 'resource "okta_group" "a" {\n  name       = "A"\n  skip_users = "perhaps"\n}\n\nresource "okta_group_rule" "r" {\n  name              = "R"\n  group_assignments = "all"\n  expression_value  = "true"\n}\n' });
    expect(failed(await folder.lockstep("validate"))).toMatchInlineSnapshot(`
      "
      Error: Incorrect attribute value type

        on main.tf line 3, in resource "okta_group" "a":
         3:   skip_users = "perhaps"

      Inappropriate value for attribute "skip_users": a bool is required.


      Error: Incorrect attribute value type

        on main.tf line 8, in resource "okta_group_rule" "r":
         8:   group_assignments = "all"

      Inappropriate value for attribute "group_assignments": set of string
      required.

      "
    `);
  });

  test("a variable without a value says how to give one", async () => {
    const folder = scratch({ "main.tf": 'variable "who" {\n  type = string\n}\n' });
    expect(failed(await folder.lockstep("plan", "-input=false"))).toMatchInlineSnapshot(`
      "
      Error: No value for required variable

        on main.tf line 1:
         1: variable "who" {

      The root module input variable "who" is not set, and has no default value.
      Use a -var or -var-file command line argument to provide a value for this
      variable.

      "
    `);
  });

  test("a circle names all that is in it", async () => {
    const folder = scratch({ "main.tf": 'resource "okta_group" "a" {\n  name = okta_group.b.id\n}\n\nresource "okta_group" "b" {\n  name = okta_group.a.id\n}\n' });
    expect(failed(await folder.lockstep("validate"))).toMatchInlineSnapshot(`
      "
      Error: Cycle: okta_group.a, okta_group.b


      "
    `);
  });
});

describe("an org", () => {
  test("that does not answer is named", async () => {
    const folder = scratch({ "main.tf": group });
    const org = await orgFor(folder);
    await folder.lockstep("apply", "-auto-approve");
    await org.stop();
    folder.environment["OKTA_MAX_RETRIES"] = "0";
    expect(failed(await folder.lockstep("plan")).replace(/127\.0\.0\.1:\d+/g, "<org>")).toMatchInlineSnapshot(`
      "
      Error: Org cannot be reached

        with okta_group.a,

      There was no answer from http://<org>: nothing listens there. Check
      "org_name" and "base_url", the network, and "http_proxy".

      "
    `);
  });

  test("whose token is wrong or has expired says so", async () => {
    const folder = scratch({ "main.tf": group });
    await orgFor(folder);
    folder.environment["OKTA_API_TOKEN"] = "00expired";
    expect(steady(failed(await folder.lockstep("apply", "-auto-approve")))).toMatchInlineSnapshot(`
      "
      Error: Invalid credentials

        with okta_group.a,
        on main.tf line 1, in resource "okta_group" "a":
         1: resource "okta_group" "a" {

      The token is not valid for this org, was revoked, or has expired (API tokens
      expire after 30 days without use). Make a new one.

      Okta answered 401 E0000011 to POST /api/v1/groups: "Invalid token provided"
      (error id <id>).

      "
    `);
  });

  test("whose token belongs to an admin without the role says which is missing", async () => {
    const folder = scratch({ "main.tf": group });
    const org = await orgFor(folder);
    await org.sandbox("POST", "/admins", { login: "reader@example.com", role: "READ_ONLY_ADMIN" });
    const { json } = await org.sandbox("POST", "/tokens", { admin: "reader@example.com", name: "reader" });
    folder.environment["OKTA_API_TOKEN"] = (json as { token: string }).token;
    expect(steady(failed(await folder.lockstep("apply", "-auto-approve")))).toMatchInlineSnapshot(`
      "
      Error: Missing permission

        with okta_group.a,
        on main.tf line 1, in resource "okta_group" "a":
         1: resource "okta_group" "a" {

      The admin whom the API token belongs to has no role that allows this. Give
      that admin a role that covers these objects, or use the token of one who has
      it.

      Okta answered 403 E0000006 to POST /api/v1/groups: "You do not have
      permission to perform the requested action" (error id <id>).

      "
    `);
  });

  test("whose service app lacks a scope says which", async () => {
    const folder = scratch({ "main.tf": group });
    const org = await orgFor(folder);
    Object.assign(folder.environment, await serviceApp(org, ["okta.groups.read"]), { OKTA_API_TOKEN: "" });
    expect(steady(failed(await folder.lockstep("apply", "-auto-approve")))).toMatchInlineSnapshot(`
      "
      Error: Missing permission

        with okta_group.a,
        on main.tf line 1, in resource "okta_group" "a":
         1: resource "okta_group" "a" {

      The service app needs the scope okta.groups.manage, granted to it and named
      in "scopes", and an admin role that covers these objects.

      Okta answered 403 E0000006 to POST /api/v1/groups: "You do not have
      permission to perform the requested action" (error id <id>).

      "
    `);
  });

  test("that refuses an object is quoted, with advice", async () => {
    const folder = scratch({ "main.tf": group });
    const org = await orgFor(folder);
    await org.ask("POST", "/api/v1/groups", { profile: { name: "Everyone at sea" } });
    expect(steady(failed(await folder.lockstep("apply", "-auto-approve")))).toMatchInlineSnapshot(`
      "
      Error: Okta refused the object

        with okta_group.a,
        on main.tf line 1, in resource "okta_group" "a":
         1: resource "okta_group" "a" {

      An argument has a value that Okta does not accept, or an object of this name
      is already there (then import it).

      Okta answered 400 E0000001 to POST /api/v1/groups: "Api validation failed:
      name name: An object with this field already exists in the current
      organization" (error id <id>).

      "
    `);
  });
});

/** A service app with a role and these scopes; gives the environment that signs in as it. */
async function serviceApp(org: TestOrg, scopes: readonly string[]): Promise<Record<string, string>> {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const keys = [{ ...publicKey.export({ format: "jwk" }), kid: "k1", use: "sig", alg: "RS256" }];
  const oauthClient = { application_type: "service", grant_types: ["client_credentials"], response_types: ["token"], jwks: { keys } };
  const app = { label: "Lockstep", name: "oidc_client", signOnMode: "OPENID_CONNECT", credentials: { oauthClient: { token_endpoint_auth_method: "private_key_jwt" } }, settings: { oauthClient } };
  const { json } = await org.ask("POST", "/api/v1/apps", app);
  const { id } = json as { id: string };
  await org.ask("POST", `/oauth2/v1/clients/${id}/roles`, { type: "SUPER_ADMIN" });
  for (const scopeId of scopes) await org.ask("POST", `/api/v1/apps/${id}/grants`, { scopeId, issuer: org.url });
  const pem = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
  return { OKTA_API_CLIENT_ID: id, OKTA_API_PRIVATE_KEY: pem, OKTA_API_PRIVATE_KEY_ID: "k1", OKTA_API_SCOPES: scopes.join(",") };
}

/** Okta's error ids differ from run to run. */
const steady = (text: string): string => text.replace(/error id\s+\S+?\)/g, "error id <id>)");

describe("a state", () => {
  const state = { version: 4, terraform_version: "1.11.4", serial: 1, lineage: "l", outputs: {}, resources: [], check_results: null };

  test("of a newer format is not touched", async () => {
    const text = JSON.stringify({ ...state, version: 5, terraform_version: "9.9.9" });
    const folder = scratch({ "main.tf": data, "terraform.tfstate": text });
    expect(failed(await folder.lockstep("apply", "-auto-approve"))).toMatchInlineSnapshot(`
      "
      Error: Unsupported state file format

      The state file uses format version 5, which this version of Lockstep cannot
      read; it reads version 4. It was written by version 9.9.9: use that one, or
      upgrade Lockstep.

      The file is <folder>/terraform.tfstate.

      "
    `);
    expect(folder.read("terraform.tfstate")).toBe(text);
  });

  test("with objects of a newer provider is not touched", async () => {
    const instance = { schema_version: 99, attributes: { id: "00g1" } };
    const resource = { mode: "managed", type: "okta_group", name: "a", provider: 'provider["registry.terraform.io/okta/okta"]', instances: [instance] };
    const folder = scratch({ "main.tf": group, "terraform.tfstate": JSON.stringify({ ...state, resources: [resource] }) });
    await orgFor(folder);
    expect(failed(await folder.lockstep("plan"))).toMatchInlineSnapshot(`
      "
      Error: Resource instance managed by newer provider version

      The current state of okta_group.a was created by a newer provider version
      (schema 99) than this one (schema 0). Upgrade to work with it.

      "
    `);
  });

  test("that was cut off says where the one before is", async () => {
    const folder = scratch({ "main.tf": data });
    await folder.lockstep("apply", "-auto-approve");
    folder.write({ "terraform.tfstate": folder.read("terraform.tfstate").slice(0, 200) });
    expect(failed(await folder.lockstep("plan"))).toMatchInlineSnapshot(`
      "
      Error: Unsupported state file format

      The state file could not be parsed as JSON: Unterminated string in JSON at
      position 200 (line 10 column 17). If it was cut off while it was being
      written, the version before it is kept beside it as a backup.

      The file is <folder>/terraform.tfstate.

      "
    `);
  });

  test("that another process holds says who it is", async () => {
    const folder = scratch({ "main.tf": data });
    const lock = { ID: "d0c1", Operation: "OperationTypeApply", Info: `lockstep pid=${process.pid} host=${hostname()}`, Who: "casey@desk", Version: "1.11.4", Created: "2026-11-23T10:00:00Z", Path: "terraform.tfstate" };
    folder.write({ ".terraform.tfstate.lock.info": JSON.stringify(lock) });
    expect(failed(await folder.lockstep("plan"))).toMatchInlineSnapshot(`
      "
      Error: Error acquiring the state lock

      Another process works on this state, and two at once would lose changes
      (<folder>/.terraform.tfstate.lock.info is held).

      Lock Info:
        ID:        d0c1
        Path:      terraform.tfstate
        Operation: OperationTypeApply
        Who:       casey@desk
        Version:   1.11.4
        Created:   2026-11-23T10:00:00Z

      Wait for it to end, or let Lockstep wait:

          lockstep plan -lock-timeout=5m

      When the process is gone and the lock was left behind, release it:

          lockstep force-unlock d0c1

      "
    `);
  });

  test("held by a process that is gone is taken over", async () => {
    const folder = scratch({ "main.tf": data });
    const lock = { ID: "d0c1", Operation: "OperationTypeApply", Info: `lockstep pid=4194999 host=${hostname()}`, Who: "casey@desk", Version: "1.11.4", Created: "2026-11-23T10:00:00Z", Path: "terraform.tfstate" };
    folder.write({ ".terraform.tfstate.lock.info": JSON.stringify(lock) });
    expect(await folder.lockstep("plan")).toMatchObject({ code: 0, err: "" });
  });
});

describe("a plan file", () => {
  test("that was cut off, or is none, is refused", async () => {
    const folder = scratch({ "main.tf": data });
    await folder.lockstep("plan", "-out=p");
    folder.write({ cut: folder.read("p").slice(0, 300), other: "PK\u0003\u0004 something else" });
    expect(failed(await folder.lockstep("apply", "cut"))).toMatchInlineSnapshot(`
      "
      Error: Failed to read plan file

      The file ends too early: it was cut off while it was being written or copied.
      Make the plan again.

      "
    `);
    expect(failed(await folder.lockstep("apply", "other"))).toMatchInlineSnapshot(`
      "
      Error: Failed to read plan file

      The file is not a plan that Lockstep saved. Plans of Terraform itself cannot
      be carried out by Lockstep: make the plan again.

      "
    `);
    expect(failed(await folder.lockstep("apply", "none"))).toMatchInlineSnapshot(`
      "
      Error: Failed to load plan file

      There is no plan file "none". Make one with:

          lockstep plan -out=none

      "
    `);
  });

  test("made for an older state is stale", async () => {
    const folder = scratch({ "main.tf": data });
    await folder.lockstep("plan", "-out=p");
    await folder.lockstep("apply", "-auto-approve");
    expect(failed(await folder.lockstep("apply", "p"))).toMatchInlineSnapshot(`
      "
      Error: Saved plan is stale

      The plan was made from another state than the one that is here now: something
      was applied since. What it says may not be right any more. Make a new plan:

          lockstep plan -out=FILE

      "
    `);
  });
});

describe("a full disk", () => {
  test("leaves the plan file that was there", async () => {
    const folder = scratch({ "main.tf": data, p: "the plan before" });
    fillDisk(folder, "\\.p\\.");
    expect(failed(await folder.lockstep("plan", "-out=p"))).toMatchInlineSnapshot(`
      "
      Error: No space left on disk

      There was no room to write the plan file "p". The file as it was before is
      untouched. Make room, and run the command again.

      "
    `);
    expect(folder.read("p")).toBe("the plan before");
  });

  test("without room for the journal nothing is changed in the org", async () => {
    const folder = scratch({ "main.tf": group });
    const org = await orgFor(folder);
    fillDisk(folder, "\\.journal");
    expect(failed(await folder.lockstep("apply", "-auto-approve"))).toMatchInlineSnapshot(`
      "
      Error: No space left on disk

      There was no room to write the journal ".terraform.tfstate.journal". Make
      room, and run the command again. Every change is written there before it is
      made, so nothing further was changed. What was under way is looked up at the
      next run.

      "
    `);
    const { json } = await org.ask("GET", "/api/v1/groups?q=Everyone%20at");
    expect(json).toEqual([]);
  });

  test("nothing further is begun when the state cannot be kept, and the next run goes on from there", async () => {
    const chain = `${group}resource "okta_group" "b" {\n  name       = "Second"\n  depends_on = [okta_group.a]\n}\n`;
    const folder = scratch({ "main.tf": chain });
    const org = await orgFor(folder);
    fillDisk(folder, "terraform\\.tfstate\\.\\d+\\.draft");
    expect(failed(await folder.lockstep("apply", "-auto-approve"))).toMatchInlineSnapshot(`
      "
      Error: No space left on disk

      There was no room to write the state file "terraform.tfstate". The file as it
      was before is untouched. No further change was begun; what was done, and is
      not in the state, is in the journal ".terraform.tfstate.journal". Make room
      and run the command again: it looks up what was done and goes on from there.

      "
    `);
    const named = async (name: string): Promise<unknown> => (await org.ask("GET", `/api/v1/groups?q=${encodeURIComponent(name)}`)).json;
    expect(await named("Everyone at")).toHaveLength(1);
    expect(await named("Second")).toEqual([]);
    expect(folder.read(".terraform.tfstate.journal")).toContain("change-ended");
    delete folder.environment["NODE_OPTIONS"];
    expect(await folder.lockstep("apply", "-auto-approve")).toMatchObject({ code: 0, err: "" });
    expect([await named("Everyone at"), await named("Second")]).toEqual([expect.objectContaining({ length: 1 }), expect.objectContaining({ length: 1 })]);
  });

  test("leaves the state that was there, and what was done is found again", async () => {
    const folder = scratch({ "main.tf": group });
    const org = await orgFor(folder);
    await folder.lockstep("apply", "-auto-approve");
    const before = folder.read("terraform.tfstate");
    folder.write({ "main.tf": `${group}resource "okta_group" "b" {\n  name = "Second"\n}\n` });
    fillDisk(folder, "terraform\\.tfstate\\.\\d+\\.draft");
    expect(failed(await folder.lockstep("apply", "-auto-approve"))).toMatchInlineSnapshot(`
      "
      Error: No space left on disk

      There was no room to write the state file "terraform.tfstate". The file as it
      was before is untouched. No further change was begun; what was done, and is
      not in the state, is in the journal ".terraform.tfstate.journal". Make room
      and run the command again: it looks up what was done and goes on from there.

      "
    `);
    expect(folder.read("terraform.tfstate")).toBe(before);
    delete folder.environment["NODE_OPTIONS"];
    expect(await folder.lockstep("apply", "-auto-approve")).toMatchObject({ code: 0, err: "" });
    const { json } = await org.ask("GET", "/api/v1/groups?q=Second");
    expect(json).toHaveLength(1);
  });
});

/** From now on there is no room for files whose path fits the pattern. */
function fillDisk(folder: Scratch, pattern: string): void {
  const preload = join(folder.folder, "full-disk.mjs");
  writeFileSync(
    preload,
    `import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
const full = new Set();
const { openSync, writeSync } = fs;
fs.openSync = (path, ...rest) => {
  const file = openSync(path, ...rest);
  if (new RegExp(${JSON.stringify(pattern)}).test(String(path))) full.add(file);
  return file;
};
fs.writeSync = (file, ...rest) => {
  if (full.has(file)) throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  return writeSync(file, ...rest);
};
syncBuiltinESMExports();
`,
  );
  folder.environment["NODE_OPTIONS"] = `--import ${preload}`;
}
