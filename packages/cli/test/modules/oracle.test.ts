// The same modules fetched by Terraform and by Lockstep: the notes of both, and what they call a problem.
import { describe, expect, test } from "vitest";
import { shared, terraformIsHere } from "../terraform.ts";
import { tarOf, zipOf, type ArchiveEntry } from "./archives.ts";
import { call, init, versioned } from "./installing.ts";
import { moduleHost } from "./module-server.ts";

interface Note {
  readonly Key: string;
  readonly Source: string;
  readonly Version?: string;
  readonly Dir: string;
}

const module: readonly ArchiveEntry[] = [{ name: "main.tf", content: call("inner", "./groups//") }, { name: "groups/main.tf" }];

/** Hosts of everything, and the configuration file by which both tools find the registry. */
async function hosts() {
  const { repository, folders } = versioned();
  const host = await moduleHost(folders.folder);
  host.files.set("/m.zip", zipOf(module)).set("/m.tar.gz", tarOf(module)).set("/download", tarOf(module)).set("/broken.zip", Buffer.from("nothing"));
  host.files.set("/evil.tar.gz", tarOf([{ name: "../../evil", content: "x" }]));
  host.registry.set("acme/groups/okta", { "1.0.0": `git::file://${repository.folder}?ref=v1.0.0`, "1.2.0": `git::file://${repository.folder}//inner?ref=v1.0.0`, "2.0.0-rc1": "x" });
  host.registry.set("acme/none/okta", {});
  const rc = `host "modules.example.com" {\n  services = {\n    "modules.v1" = "${host.url}/api/modules/v1/"\n  }\n}\n`;
  return { rc, url: host.url, repository: repository.folder };
}

const notesOf = (text: string): Note[] =>
  (JSON.parse(text) as { Modules: Note[] }).Modules.map(({ Key, Source, Version, Dir }) => ({ Key, Source, ...(Version !== undefined && { Version }), Dir }));

const summariesOf = (text: string): string[] => [...new Set([...text.matchAll(/^[│ ]*Error: (.*)$/gm)].map(([, summary = ""]) => summary))].sort();

describe.runIf(terraformIsHere())("beside Terraform", () => {
  test("what is fetched is noted alike, and each uses what the other has fetched", async () => {
    const { rc, url, repository } = await hosts();
    const sources: readonly (readonly [string, string?])[] = [
      [`git::file://${repository}?ref=v1.0.0`],
      [`git::file://${repository}//inner/?ref=v1.0.0&depth=1`],
      [`git::file://${repository}?ref=feature`],
      [`git::${url}/git/groups/.git//inner?ref=v1.0.0`],
      [`${url}/m.zip`],
      [`${url}/m.tar.gz//gr*`],
      [`${url}/download//groups?archive=tar.gz`],
      ["modules.example.com/acme/groups/okta"],
      ["modules.example.com/acme/groups/okta", "< 1.1"],
      ["modules.example.com/acme/groups/okta", "~> 1.0"],
      ["././a/../local/"],
    ];
    const main = sources.map(([source, version], at) => call(`m${at}`, source, version)).join("\n");
    const both = shared({ ".terraformrc": rc, "main.tf": main, "local/main.tf": "", "a/main.tf": "" });
    const theirs = await both.terraform("get", "-no-color");
    expect(theirs, theirs.err).toMatchObject({ code: 0 });
    const noted = both.folder.read(".terraform/modules/modules.json");
    expect(await both.lockstep("validate")).toMatchObject({ code: 0, err: "" });
    both.folder.write({ ".terraform/modules/modules.json": "{}" });
    expect(await init(both.folder)).toMatchObject({ problems: [] });
    expect(notesOf(both.folder.read(".terraform/modules/modules.json"))).toEqual(notesOf(noted).sort((a, b) => (a.Key < b.Key ? -1 : 1)));
    expect(await both.terraform("validate", "-no-color")).toMatchObject({ code: 0 });
    // Nothing is fetched again.
    expect((await both.terraform("get", "-no-color")).out).not.toContain("Downloading");
  });

  test("what cannot be fetched is called the same", async () => {
    const { rc, url, repository } = await hosts();
    const sources: readonly (readonly [string, string?])[] = [
      [`git::file://${repository}?ref=v9`],
      [`git::file://${repository}//nowhere`],
      [`git::file://${repository}-none`],
      [`git::file://${repository}//../x`],
      [`${url}/none.zip`],
      [`${url}/broken.zip`],
      [`${url}/evil.tar.gz`],
      [`${url}/m.zip?checksum=md5:00000000000000000000000000000000`],
      [`${url}/m.zip//none`],
      ["modules.example.com/acme/groups/okta", ">= 3.0"],
      ["modules.example.com/acme/groups/okta", "much"],
      ["modules.example.com/acme/none/okta"],
      ["modules.example.com/acme/unknown/okta"],
      ["modules.example.com/acme/groups/okta//none"],
      ["127.0.0.1:1/acme/groups/okta"],
      ["http://127.0.0.1:1/m.zip"],
      ["/no/such/folder"],
      ["./nowhere"],
      ["nowhere"],
      ["gitlab.com/acme/groups"],
      ["casey@example.com:groups.git"],
      ["foo::https://127.0.0.1:1/x"],
      ["./local", "1.0.0"],
    ];
    const differ: string[] = [];
    for (const [source, version] of sources) {
      const both = shared({ ".terraformrc": rc, "main.tf": call("m", source, version) });
      const theirs = summariesOf((await both.terraform("get", "-no-color")).err);
      const ours = summariesOf((await both.lockstep("init")).err);
      if (theirs.length === 0 || theirs.join() !== ours.join()) differ.push(`${source}: ${theirs.join()} | ${ours.join()}`);
    }
    expect(differ).toEqual([]);
  });
});
