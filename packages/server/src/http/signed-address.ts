import { Problem } from "../problem.ts";
import { readCapability, writeCapability } from "../secrets/capabilities.ts";
import { site } from "../secrets/data-key-store.ts";
import type { Server } from "../server.ts";

/** What a signed address is for. */
export type AddressPurpose = "upload-configuration" | "read-log" | "upload-state" | "upload-json-state" | "read-plan-json";

const hours = 25;

/** The part of an address that lets its holder do one thing with one object for a day, without any other proof. */
export async function signAddress({ keys, clock }: Pick<Server, "keys" | "clock">, purpose: AddressPurpose, id: string): Promise<string> {
  // The end is rounded to the hour: within it the same address is given each time.
  const hour = 3_600_000;
  const expires = new Date((Math.floor(clock.now().getTime() / hour) + hours) * hour);
  return writeCapability(await keys.derived(site, "addresses"), { purpose, id, expires });
}

/** The id that a signed address speaks of. */
export async function readAddress({ keys, clock }: Pick<Server, "keys" | "clock">, purpose: AddressPurpose, text: string): Promise<string> {
  const read = readCapability(await keys.derived(site, "addresses"), purpose, text, clock.now());
  if (read.state !== "valid") throw new Problem("not-found", { kind: "address", name: read.state === "expired" ? "that has expired" : "that was given" });
  return read.id;
}
