// An org of the sandbox for one test, and a driver of the provider for it.
import { startSandbox } from "@lockstep/sandbox";
import type { RunningOrg } from "@lockstep/sandbox";
import { onTestFinished } from "vitest";
import type { OktaOptions } from "../src/index.ts";
import type { PlainObject } from "../src/table/plain.ts";
import { Driver } from "./drive.ts";

export interface TestOrg {
  readonly org: RunningOrg;
  readonly driver: Driver;
  /** Another use of the provider: it has read nothing yet. */
  readonly again: (options?: OktaOptions, settings?: PlainObject) => Driver;
  /** A use of the provider with settings of its own. */
  readonly as: (settings: PlainObject, options?: OktaOptions) => Driver;
  /** A request past the provider, as an admin or a script would make it. */
  readonly ask: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Record<string, unknown>>;
}

/** A fresh org that is stopped with the test. */
export async function testOrg(): Promise<TestOrg> {
  const sandbox = await startSandbox({ orgs: [{ name: "dev" }] });
  onTestFinished(() => sandbox.stop());
  const [org] = sandbox.running;
  if (!org) throw new Error("no org");
  const settings = { base_url: org.url, api_token: org.token };
  const again = (options: OktaOptions = {}, more: PlainObject = {}) => new Driver({ ...settings, ...more }, options);
  return {
    org,
    driver: again(),
    again,
    as: (own, options = {}) => new Driver(own, options),
    async ask(method, path, body, headers = {}) {
      const response = await fetch(org.url + path, {
        method,
        headers: { authorization: `SSWS ${org.token}`, "content-type": "application/json", ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
    },
  };
}

/** Requests so far by bucket. */
export const requestsOf = (driver: Driver): Record<string, number> =>
  Object.fromEntries([...(driver.provider.usage?.() ?? [])].map(([bucket, { requests }]) => [bucket, requests]));
