// The law of quiet plans, for every row that has a sample: create → plan is empty → change each argument → apply → plan
// is empty → import → plan is empty → destroy. Against the sandbox, over HTTP.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { startSandbox } from "@lockstep/sandbox";
import type { Value } from "@lockstep/hcl";
import { describe, expect, onTestFinished, test } from "vitest";
import { oktaProvider } from "../src/index.ts";
import type { Attribute } from "../src/table/attribute.ts";
import { plainText } from "../src/table/plain.ts";
import type { PlainObject } from "../src/table/plain.ts";
import { toPlainObject } from "../src/table/values.ts";
import { Driver } from "./drive.ts";
import { addressOf, configOf, readSample, stepsOf } from "./sample.ts";

const folder = join(import.meta.dirname, "../src/resources");
const samples = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".tf")).sort();
const { schemas } = oktaProvider();

// Some samples change dozens of arguments; on a busy machine that takes its time.
describe("the life of objects", { timeout: 60_000 }, () => {
  test.each(samples)("%s", async (file) => {
    const sandbox = await startSandbox({ orgs: [{ name: "dev" }] });
    onTestFinished(() => sandbox.stop());
    const [org] = sandbox.running;
    const driver = new Driver({ base_url: org?.url ?? "", api_token: org?.token ?? "", max_api_capacity: 100 });
    const there = new Map<string, Value>();
    let last: readonly [string, string, PlainObject][] = [];
    for (const { title, text } of stepsOf(readFileSync(join(folder, file), "utf8"))) {
      last = await applyAll(driver, text, there);
      for (const [address, type, config] of last) await expectQuiet(driver, type, there.get(address), config, `${address} after ${title}`);
    }
    for (const [address, type, config] of last) {
      const value = there.get(address);
      if (value && driver.rowOf(type).importable !== false) await expectImport(driver, type, value, config, address);
    }
    for (const [address, type] of last.toReversed()) await expectDestroy(driver, type, there.get(address), address);
  });
});

async function applyAll(driver: Driver, text: string, there: Map<string, Value>): Promise<readonly [string, string, PlainObject][]> {
  const done: [string, string, PlainObject][] = [];
  for (const object of readSample(text)) {
    const config = configOf(object, schemas, there);
    const address = addressOf(object);
    if (object.mode === "data") there.set(address, await driver.data(object.type, config));
    else {
      there.set(address, await driver.apply(object.type, there.get(address), config));
      done.push([address, object.type, config]);
    }
  }
  return done;
}

async function expectQuiet(driver: Driver, type: string, value: Value | undefined, config: PlainObject, title: string): Promise<void> {
  expect(changes(driver, type, value, config), `${title}, right away`).toEqual({});
  const read = value && (await driver.read(type, value));
  expect(read, `${title} is there`).toBeDefined();
  expect(changes(driver, type, read, config), `${title}, read again`).toEqual({});
}

function changes(driver: Driver, type: string, value: Value | undefined, config: PlainObject): Record<string, unknown> {
  const { changed, planned } = driver.plan(type, value, config);
  const before = value ? toPlainObject(value) : {};
  const after = toPlainObject(planned);
  return Object.fromEntries(changed.map((name) => [name, [before[name], after[name]]]));
}

async function expectImport(driver: Driver, type: string, value: Value, config: PlainObject, address: string): Promise<void> {
  const row = driver.rowOf(type);
  const values = toPlainObject(value);
  const id = (row.importId ?? "{id}").replace(/\{(\w+)\}/g, (_, name: string) => plainText(values[name]));
  const imported = await driver.import(type, id);
  const left = Object.entries(changes(driver, type, imported, config)).filter(([name]) => !isSilent(row.attributes[name]));
  expect(Object.fromEntries(left), `${address}, imported`).toEqual({});
}

/** Okta never says what such an attribute is: only the configuration knows. */
const isSilent = (attribute: Attribute | undefined): boolean =>
  attribute === undefined || attribute.holdsSecrets || attribute.path === null || attribute.fromApi(undefined, { prior: {}, body: {} }) === undefined;

async function expectDestroy(driver: Driver, type: string, value: Value | undefined, address: string): Promise<void> {
  if (!value) return;
  const row = driver.rowOf(type);
  await driver.destroy(type, value);
  const stays = row.delete === false || row.exists !== undefined || row.members !== undefined;
  if (!stays) expect(await driver.read(type, value), `${address}, destroyed`).toBeUndefined();
}
