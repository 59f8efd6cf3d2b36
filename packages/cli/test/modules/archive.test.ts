import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratch } from "../run.ts";
import { tarOf, zipOf, type ArchiveEntry } from "./archives.ts";
import { call, calling, init, lockOf, manifest, problemsNow } from "./installing.ts";
import { moduleHost, type ModuleHost } from "./module-server.ts";

const module: readonly ArchiveEntry[] = [
  { name: "main.tf", content: 'output "version" {\n  value = 1\n}\n' },
  { name: "groups/ops/main.tf", content: "# ops\n" },
];

async function hostOf(files: Readonly<Record<string, Uint8Array | { readonly get: string }>>): Promise<ModuleHost> {
  const host = await moduleHost("/nowhere");
  for (const [name, content] of Object.entries(files)) host.files.set(name, content);
  return host;
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

test.each([
  ["/m.zip", zipOf(module), ".terraform/modules/m"],
  ["/m.tar.gz", tarOf(module), ".terraform/modules/m"],
  ["/m.tgz//groups/ops", tarOf(module), ".terraform/modules/m/groups/ops"],
  ["/m.zip//*/ops", zipOf(module), ".terraform/modules/m/groups/ops"],
  ["/download?archive=zip", zipOf(module), ".terraform/modules/m"],
  [`/m.zip?checksum=sha256:${sha256(zipOf(module))}`, zipOf(module), ".terraform/modules/m"],
  [`/m.zip?checksum=${sha256(zipOf(module))}`, zipOf(module), ".terraform/modules/m"],
])("an archive is unpacked: %s", async (path, bytes, dir) => {
  const host = await hostOf({ [path.replace(/\/\/.*|\?.*/, "")]: bytes });
  const folder = calling(host.url + path);
  expect(await init(folder)).toMatchObject({ problems: [] });
  expect(manifest(folder)).toEqual({ "": ".", m: dir });
  expect(Object.values(lockOf(folder))).toEqual([{ sha256: sha256(bytes) }]);
  expect(folder.read(".terraform/modules/m/groups/ops/main.tf")).toBe("# ops\n");
  expect(problemsNow(folder)).toEqual([]);
});

test("an archive that is called twice is fetched once", async () => {
  const host = await hostOf({ "/m.zip": zipOf(module) });
  const folder = scratch({ "main.tf": call("a", `${host.url}/m.zip`) + call("b", `${host.url}/m.zip//groups/ops`) });
  expect(await init(folder)).toMatchObject({ problems: [] });
  expect(host.requests).toEqual(["GET /m.zip"]);
  expect(manifest(folder)).toEqual({ "": ".", a: ".terraform/modules/a", b: ".terraform/modules/b/groups/ops" });
});

test("a page says where the module is, in its head or in its text", async () => {
  const host = await hostOf({ "/m.zip": zipOf(module) });
  host.files.set("/head", { get: `${host.url}/m.zip//groups` });
  host.files.set("/page", Buffer.from(`<html><head><meta name="terraform-get" content="${host.url}/m.zip"></head></html>`));
  host.files.set("/ring", { get: `${host.url}/ring` });
  const head = calling(`${host.url}/head//ops`);
  expect(await init(head)).toMatchObject({ problems: [] });
  expect(manifest(head)["m"]).toBe(".terraform/modules/m/groups/ops");
  expect(await init(calling(`${host.url}/page`))).toMatchObject({ problems: [] });
  expect((await init(calling(`${host.url}/ring`))).details).toContain("it was sent on 10 times");
});

/** What is said about an archive that cannot be used; nothing of it stays. */
async function refusal(bytes: Uint8Array, rest = "/m.zip"): Promise<string> {
  const host = await hostOf({ [rest.replace(/\?.*|\/\/.*/, "")]: bytes });
  const folder = calling(host.url + rest);
  const { problems, details } = await init(folder);
  expect(problems).toEqual([expect.stringMatching(/^main\.tf:2,12-\d+ (Failed to download module|Failed to expand subdir globs)$/)]);
  expect(existsSync(join(folder.folder, ".terraform/modules/m"))).toBe(false);
  expect(existsSync(join(folder.folder, "lockstep.lock.json"))).toBe(false);
  return details.slice(details.indexOf('": ') + 3);
}

test("what leads out of an archive is refused", async () => {
  const out = { name: "../../../evil", content: "x" };
  expect(await refusal(zipOf([...module, out]))).toContain("../../../evil");
  expect(await refusal(tarOf([...module, out]), "/m.tgz")).toBe("the archive has a file whose path leads out of it: ../../../evil.");
  expect(await refusal(tarOf([{ name: "/etc/evil", content: "x" }]), "/m.tgz")).toBe("the archive has a file whose path leads out of it: /etc/evil.");
  for (const link of ["/etc/passwd", "../x", "a/../../x"]) {
    expect(await refusal(zipOf([...module, { name: "l", link }]))).toBe("the archive has a link that leads out of it: l.");
    expect(await refusal(tarOf([...module, { name: "l", link }]), "/m.tgz")).toBe("the archive has a link that leads out of it: l.");
  }
});

test("a link inside of an archive is left out", async () => {
  const host = await hostOf({ "/m.tgz": tarOf([...module, { name: "l.tf", link: "main.tf" }]), "/m.zip": zipOf([...module, { name: "l.tf", link: "main.tf" }]) });
  for (const name of ["m.tgz", "m.zip"]) {
    const folder = calling(`${host.url}/${name}`);
    expect(await init(folder)).toMatchObject({ problems: [] });
    expect(existsSync(join(folder.folder, ".terraform/modules/m/l.tf"))).toBe(false);
  }
});

test("an archive that is damaged, cut off, missing or another one is refused", async () => {
  expect(await refusal(Buffer.from("PK nothing"))).toContain("the archive cannot be read: ");
  expect(await refusal(Buffer.from("nothing"), "/m.tar.gz")).toContain("the archive cannot be read: ");
  expect(await refusal(tarOf(module).subarray(0, 100), "/m.tar.gz")).toContain("the archive cannot be read: ");
  expect(await refusal(zipOf(module).subarray(0, 100))).toContain("the archive cannot be read: ");
  expect(await refusal(zipOf(module), "/m.zip?checksum=md5:00000000000000000000000000000000")).toContain("the checksums did not match");
  expect(await refusal(zipOf(module), "/m.zip?checksum=x")).toContain('the checksum "x" is none');
  expect(await refusal(zipOf(module), "/m.zip//none")).toBe('it has no folder "none".');
  expect(await refusal(zipOf(module), "/m.zip//*")).toBe('the folder "*" fits more than one inside of it: groups, main.tf.');
  expect(await refusal(zipOf(module), "/page")).toContain("is no archive, and does not say where the module is");
});

test("an archive of too many files, or one that unpacks to too much, is refused", async () => {
  const many = Array.from({ length: 10_001 }, (_, at) => ({ name: `${at}.txt` }));
  expect(await refusal(zipOf(many))).toBe("the archive is larger than a module may be.");
  expect(await refusal(tarOf(many), "/m.tgz")).toBe("the archive is larger than a module may be.");
  const zeros = { name: "zeros", content: "\0".repeat(101 * 1024 * 1024) };
  expect(await refusal(tarOf([zeros]), "/m.tgz")).toBe("the archive is larger than a module may be.");
});

test("an archive that is not the locked one any more is refused, and it is said how to take it", async () => {
  const host = await hostOf({ "/m.zip": zipOf(module) });
  const first = calling(`${host.url}/m.zip`);
  await init(first);
  host.files.set("/m.zip", zipOf([...module, { name: "new.tf" }]));
  const other = calling(`${host.url}/m.zip`).write({ "lockstep.lock.json": first.read("lockstep.lock.json") });
  const { problems, details } = await init(other);
  expect(problems).toEqual([expect.stringContaining("Module content has changed")]);
  expect(details).toContain("lockstep init -upgrade");
  expect(await init(other, { upgrade: true })).toMatchObject({ problems: [] });
});

test("a host that wants a password gets that of the address, or of .netrc, and nobody else sees it", async () => {
  const host = await hostOf({ "/m.zip": zipOf(module) });
  host.login = "casey:s3cret";
  const address = (user: string): string => host.url.replace("//", `//${user}`);
  const good = calling(`${address("casey:s3cret@")}/m.zip`);
  const { problems, said } = await init(good);
  expect([problems, said.join() + good.read("lockstep.lock.json")]).toEqual([[], expect.not.stringContaining("s3cret")]);
  expect(await init(calling(`${host.url}/m.zip`).write({ ".netrc": "machine 127.0.0.1\n  login casey\n  password s3cret\n" }))).toMatchObject({ problems: [] });
  const bad = await init(calling(`${address("casey:wr0ng@")}/m.zip?token=t0ken`));
  expect(bad.problems).toEqual(["main.tf:1,1-11 Failed to download module"]);
  expect(bad.details).toContain("answered 401");
  expect(bad.details + bad.said.join()).not.toMatch(/wr0ng|t0ken/);
});

test("a host that nobody answers at is named", async () => {
  expect((await init(calling("http://127.0.0.1:1/m.zip"))).details).toContain("127.0.0.1:1 could not be reached: ");
});
