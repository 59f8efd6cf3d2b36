import { expect, test } from "vitest";
import { parseModuleSource, printSource } from "./source.ts";

// The right column is what `terraform get` says it downloads, or has in its modules.json.
test.each([
  ["github.com/hashicorp/example", "git::https://github.com/hashicorp/example.git"],
  ["github.com/hashicorp/example.git//sub?ref=v1", "git::https://github.com/hashicorp/example.git//sub?ref=v1"],
  ["github.com/hashicorp/example/sub/deep?ref=v1", "git::https://github.com/hashicorp/example.git//sub/deep?ref=v1"],
  ["bitbucket.org/a/b/c", "git::https://bitbucket.org/a/b/c.git"],
  ["git@github.com:hashicorp/example.git", "git::ssh://git@github.com/hashicorp/example.git"],
  ["git@github.com:hashicorp/example.git//sub?ref=x", "git::ssh://git@github.com/hashicorp/example.git//sub?ref=x"],
  ["git::git@github.com:hashicorp/example.git//sub", "git::ssh://git@github.com/hashicorp/example.git//sub"],
  ["git@example.com:22/foo.git", "git::ssh://git@example.com/22/foo.git"],
  ["git::ssh://git@github.com:2222/hashicorp/example.git?ref=v2", "git::ssh://git@github.com:2222/hashicorp/example.git?ref=v2"],
  ["git::https://example.com/x.git//a/../b", "git::https://example.com/x.git//b"],
  ["git::example.com:foo/bar.git", "git::example.com:foo/bar.git"],
  ["git://example.com/x", "git://example.com/x"],
  ["https://example.com/x.tar.gz//a/b/?checksum=md5:00", "https://example.com/x.tar.gz//a/b?checksum=md5:00"],
  ["/opt/modules//groups", "file:///opt/modules//groups"],
  ["hashicorp/consul/aws", "registry.terraform.io/hashicorp/consul/aws"],
  ["App.Example.com/a/b/c//d", "app.example.com/a/b/c//d"],
])("%s is %s", (source, printed) => {
  expect(printSource(parseModuleSource(source))).toBe(printed);
});

test.each([
  ["git::https://example.com/x.git?ref=v1&depth=1", { kind: "git", url: "https://example.com/x.git", ref: "v1" }],
  ["git::https://example.com/x.git?a=b&ref=v1", { kind: "git", url: "https://example.com/x.git?a=b", ref: "v1" }],
  ["git::https://example.com/x.git", { kind: "git", url: "https://example.com/x.git", ref: undefined }],
  ["git@github.com:o/r.git", { kind: "git", url: "ssh://git@github.com/o/r.git", ref: undefined }],
  ["https://example.com/x.zip?token=t&checksum=sha256:0", { kind: "archive", url: "https://example.com/x.zip?token=t", format: "zip", checksum: "sha256:0" }],
  ["https://example.com/x.tgz", { kind: "archive", url: "https://example.com/x.tgz", format: "tar", checksum: undefined }],
  ["https://example.com/x?archive=tar.gz", { kind: "archive", url: "https://example.com/x", format: "tar", checksum: undefined }],
  ["https://example.com/x.git", { kind: "page", url: "https://example.com/x.git" }],
  ["gitlab.com/a/b/c", { kind: "registry", host: "gitlab.com", name: "a/b/c" }],
] as const)("%s is fetched as %j", (source, found) => {
  expect(parseModuleSource(source).package).toEqual(found);
});

test.each(["s3::https://s3.amazonaws.com/a/b.zip", "hg::http://example.com/x", "git::https://example.com/x.git?ref=-evil", "git::-uevil", "https://example.com/x.tar.xz", "git::ssh://git@h/x?sshkey=a2V5", "c:/modules"])(
  "%s is not fetched, and it is said why",
  (source) => {
    expect(parseModuleSource(source).package).toMatchObject({ kind: "unknown", why: expect.stringMatching(/\w/) });
  },
);
