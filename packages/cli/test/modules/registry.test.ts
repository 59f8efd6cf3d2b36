import { expect, test } from "vitest";
import { scratch, type Scratch } from "../run.ts";
import { tarOf } from "./archives.ts";
import { selfSigned } from "./certificate.ts";
import { call, calling, init, lockOf, manifest, problemsNow } from "./installing.ts";
import { moduleHost, type ModuleHost } from "./module-server.ts";

const name = "modules.example.com";

/** A registry without TLS, which the CLI configuration file says is at modules.example.com. */
async function registry(): Promise<ModuleHost> {
  const host = await moduleHost("/nowhere");
  for (const version of ["1.0.0", "1.1.0", "1.2.0-beta1", "2.0.0-rc1"]) host.files.set(`/dl/${version}.tgz`, tarOf([{ name: "main.tf", content: `# ${version}\n` }, { name: "ops/main.tf" }]));
  host.registry.set("acme/groups/okta", Object.fromEntries(["1.0.0", "2.0.0-rc1", "1.1.0", "1.2.0-beta1"].map((version) => [version, `/dl/${version}.tgz`])));
  return host;
}

const known = (folder: Scratch, { url }: ModuleHost): Scratch => folder.write({ ".terraformrc": `host "${name}" {\n  services = {\n    "modules.v1" = "${url}/api/modules/v1/"\n  }\n}\n` });

const wanting = (host: ModuleHost, version?: string, path = "acme/groups/okta"): Scratch => known(calling(`${name}/${path}`, version), host);

test.each([
  [undefined, "1.1.0"],
  ["~> 1.0", "1.1.0"],
  ["1.0.0", "1.0.0"],
  ["< 1.1", "1.0.0"],
  ["1.2.0-beta1", "1.2.0-beta1"],
  ["= 2.0.0-rc1", "2.0.0-rc1"],
])("of the versions that fit %s the newest is taken, a pre-release only by its name", async (constraint, version) => {
  const folder = wanting(await registry(), constraint);
  expect(await init(folder)).toMatchObject({ problems: [] });
  expect(manifest(folder)).toEqual({ "": ".", m: `.terraform/modules/m ${version}` });
  expect(folder.read(".terraform/modules/m/main.tf")).toBe(`# ${version}\n`);
  expect(Object.values(lockOf(folder))).toEqual([{ version, sha256: expect.any(String) as string }]);
  expect(problemsNow(folder)).toEqual([]);
});

test.each([
  [">= 3.0", undefined, "Unresolvable module version constraint"],
  [">= 2.0.0-rc0", undefined, "Unresolvable module version constraint"],
  ["~> 1.2.0-beta1", undefined, "Unresolvable module version constraint"],
  ["much", undefined, "Invalid version constraint"],
  [undefined, "acme/none/okta", "Module has no versions"],
  [undefined, "acme/unknown/okta", "Module not found"],
  [undefined, "acme/nowhere/okta", "Error accessing remote module registry"],
  [undefined, "acme/groups/okta//unknown", "Unreadable module subdirectory"],
] as const)("%s of %s is refused as Terraform does: %s", async (constraint, path, summary) => {
  const host = await registry();
  host.registry.set("acme/none/okta", {});
  host.registry.set("acme/nowhere/okta", { "1.0.0": "" });
  const { problems } = await init(wanting(host, constraint, path));
  expect(problems).toEqual([expect.stringMatching(new RegExp(`^main\\.tf:[23],.* ${summary}$`))]);
});

test("the version that is locked stays, until an upgrade is asked for", async () => {
  const host = await registry();
  const folder = wanting(host, "~> 1.0");
  await init(folder);
  host.registry.set("acme/groups/okta", { "1.1.0": "/dl/1.1.0.tgz", "1.3.0": "/dl/1.0.0.tgz" });
  const other = wanting(host, "~> 1.0").write({ "lockstep.lock.json": folder.read("lockstep.lock.json") });
  await init(other);
  expect(manifest(other)["m"]).toBe(".terraform/modules/m 1.1.0");
  await init(other, { upgrade: true });
  expect(manifest(other)["m"]).toBe(".terraform/modules/m 1.3.0");
});

test("what is asked for and what is there are compared before a plan, in Terraform's words", async () => {
  const host = await registry();
  const folder = wanting(host, "~> 1.0");
  expect(problemsNow(folder)).toEqual(["main.tf:2,12-50 Module not installed"]);
  await init(folder);
  folder.write({ "main.tf": call("m", `${name}/acme/groups/okta`, "~> 2.0") });
  expect(problemsNow(folder)).toEqual(["main.tf:2,12-50 Module version requirements have changed"]);
  folder.write({ "main.tf": call("m", `${name}/acme/groups/okta//ops`, "~> 1.0") });
  expect(problemsNow(folder)).toEqual(["main.tf:2,12-55 Module source has changed"]);
  folder.write({ "main.tf": call("m", `${name}/acme/groups/okta`, "~> 1.0"), ".terraform/modules/modules.json": "{" });
  expect(problemsNow(folder)).toEqual(["main.tf:2,12-50 Module not installed"]);
  expect(await init(folder)).toMatchObject({ problems: [] });
});

test("a private registry gets the token of the environment or of the configuration file, and it is shown nowhere", async () => {
  const host = await registry();
  host.token = "t0ken";
  const nobody = await init(wanting(host));
  expect(nobody.problems).toEqual([expect.stringContaining("Error accessing remote module registry")]);
  expect(nobody.details).toContain("TF_TOKEN_modules_example_com");
  // The address that the registry gives is another host's business: it does not get the token.
  host.registry.set("acme/groups/okta", { "1.0.0": `${host.url}/dl/1.0.0.tgz` });
  const archive = wanting(host);
  archive.environment["TF_TOKEN_modules_example_com"] = "t0ken";
  expect((await init(archive)).details).toContain("/dl/1.0.0.tgz answered 401");
  host.registry.set("acme/groups/okta", { "1.0.0": `git::file://${scratch().folder}/none` });
  expect((await init(archive)).details).toContain("does not appear to be a git repository");
  archive.environment["TF_TOKEN_modules_example_com"] = "wr0ng";
  const refused = await init(archive);
  expect(refused.details).toContain("it refuses the token");
  expect(refused.details).not.toContain("wr0ng");
});

test("a registry with a certificate of its own is found by discovery over HTTPS", async () => {
  const certificate = selfSigned();
  const host = await moduleHost("/nowhere", certificate);
  host.files.set("/dl/m.tgz", tarOf([{ name: "main.tf", content: 'output "version" {\n  value = 1\n}\n' }]));
  host.registry.set("acme/groups/okta", { "1.0.0": "/dl/m.tgz" });
  const folder = calling(`${host.host}/acme/groups/okta`, "1.0.0").write({ "ca.pem": certificate.cert });
  const { err } = await folder.lockstep("init");
  expect(err).toContain("Error accessing remote module registry");
  expect(err).toContain("certificate");
  folder.environment["NODE_EXTRA_CA_CERTS"] = `${folder.folder}/ca.pem`;
  expect(await folder.lockstep("init")).toMatchObject({ code: 0, err: "" });
  expect(manifest(folder)).toEqual({ "": ".", m: ".terraform/modules/m 1.0.0" });
});

test("a registry that nobody answers at is named", async () => {
  const { problems, details } = await init(calling("127.0.0.1:1/acme/groups/okta"));
  expect(problems).toEqual(["main.tf:2,12-42 Error accessing remote module registry"]);
  expect(details).toContain("127.0.0.1:1 could not be reached: ");
});
