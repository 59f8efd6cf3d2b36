import { createHash } from "node:crypto";
import { archiveChanged } from "../messages.ts";
import { FetchProblem } from "./fetch-problem.ts";
import type { FetchTools } from "./fetch.ts";
import { bytesOf, get } from "./http.ts";
import type { LockedModule } from "./manifest.ts";
import type { ModulePackage } from "./source.ts";
import { untar } from "./untar.ts";
import { unzip } from "./unzip.ts";

/** Fetches an archive and unpacks it into an empty folder; with `locked`, only when it is the same one. */
export async function fetchArchive({ url, format, checksum }: Extract<ModulePackage, { kind: "archive" }>, target: string, locked: LockedModule | undefined, tools: FetchTools): Promise<LockedModule> {
  const expected = checksum === undefined ? undefined : readChecksum(checksum);
  const bytes = await bytesOf(await get(url, tools), url);
  if (expected) verify(bytes, expected);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (locked?.sha256 !== undefined && locked.sha256 !== sha256) throw archiveChanged(sha256, locked.sha256);
  try {
    await (format === "zip" ? unzip(bytes, target) : untar(bytes, target));
  } catch (problem) {
    throw problem instanceof FetchProblem ? problem : new FetchProblem(`the archive cannot be read: ${problem instanceof Error ? problem.message : String(problem)}`);
  }
  return { sha256 };
}

interface Checksum {
  readonly hash: string;
  readonly hex: string;
}

const hashes: readonly { readonly name: string; readonly digits: number }[] = [
  { name: "md5", digits: 32 },
  { name: "sha1", digits: 40 },
  { name: "sha256", digits: 64 },
  { name: "sha512", digits: 128 },
];

/** "sha256:HEX", or the digits alone, whose number says which it is. */
function readChecksum(text: string): Checksum {
  const [first = "", second] = text.split(":", 2);
  const hex = (second ?? first).toLowerCase();
  const hash = hashes.find(({ name, digits }) => (second === undefined ? digits === hex.length : name === first));
  if (!hash || !/^[0-9a-f]+$/.test(hex)) throw new FetchProblem(`the checksum "${text}" is none: md5:, sha1:, sha256: or sha512: and hexadecimal digits are expected`);
  return { hash: hash.name, hex };
}

function verify(bytes: Buffer, { hash, hex }: Checksum): void {
  const found = createHash(hash).update(bytes).digest("hex");
  if (found !== hex) throw new FetchProblem(`the checksums did not match: ${hash} ${hex} is expected, and the archive has ${found}`);
}
