import { describe, expect, test } from "vitest";
import { objectOf, stateOf } from "../../test/states.ts";
import { ThingOrg, thingProvider } from "../../test/thing.ts";
import { providersWith } from "../../test/check-config.ts";
import type { Attribution } from "../provider.ts";
import { driftJson } from "../render/drift-json.ts";
import { renderDrift } from "../render/drift-text.ts";
import { plainStyle } from "../render/style.ts";
import { emptyBlock } from "../plan/propose.ts";
import { forecastReads } from "./forecast.ts";
import { hasDrift } from "./report.ts";
import { scanDrift } from "./scan.ts";

const casey: Attribution = { eventId: "e1", eventType: "thing.update", time: "2026-11-23T10:00:12.345Z", actor: { type: "User", id: "u1", name: "Casey Rivers", login: "casey@example.com" }, by: "console", ipAddress: "203.0.113.5" };

/** A state with things of these names, all just as in the org. */
function setUp(...names: string[]) {
  const org = new ThingOrg();
  for (const name of names) org.put(`id of thing.${name}`, { name });
  const state = stateOf(names.map((name) => `thing.${name}`), (address) => ({ name: address.slice("thing.".length), secret: null, part: [] }), thingProvider);
  const scan = () => scanDrift({ state, providers: providersWith(org.factory), configOf: (_, { schemas }) => emptyBlock(schemas.provider), signal: new AbortController().signal, attribute: true });
  return { org, state, scan };
}

async function checkDrift({ scan }: ReturnType<typeof setUp>): Promise<string> {
  const { value } = await scan();
  return value ? renderDrift(value, { style: plainStyle }) : "";
}

describe("drift", () => {
  test("there is none where everything is as the state has it", async () => {
    const { scan } = setUp("a", "b");
    const { value, diagnostics } = await scan();
    expect(diagnostics).toEqual([]);
    expect(value && hasDrift(value)).toBe(false);
    expect(await checkDrift(setUp("a", "b"))).toBe("All 2 objects are as the state has them.\n\nDrift: 0 changed, 0 missing.");
    expect(await checkDrift(setUp("a"))).toBe("The one object is as the state has it.\n\nDrift: 0 changed, 0 missing.");
    expect(await checkDrift(setUp())).toBe("The state has no objects to look at.\n\nDrift: 0 changed, 0 missing.");
  });

  test("only what differs is shown, with who did it where that is known", async () => {
    const up = setUp("a", "b", "c", "d");
    up.org.put("id of thing.a", { name: "z", part: [{ label: "new" }] }).put("id of thing.b", { name: "y" });
    up.org.objects.delete("id of thing.c");
    up.org.hands.set("thing.a", casey);
    expect(await checkDrift(up)).toMatchInlineSnapshot(`
      "thing.a has drifted
        ~ name = "a" -> "z"

        + part {
            + label = "new"
          }
          by Casey Rivers (casey@example.com) in the Admin Console, 2026-11-23 10:00:12 UTC, event e1

      thing.b has drifted
        ~ name = "b" -> "y"
          by whom is not known

      thing.c is gone
          by whom is not known

      Drift: 2 changed, 1 missing."
    `);
  });

  test("each way of changing has its words", async () => {
    const up = setUp("a", "b", "c");
    for (const name of ["a", "b", "c"]) up.org.put(`id of thing.${name}`, { name: "z" });
    up.org.hands.set("thing.a", { ...casey, by: "token", byName: "ci" });
    up.org.hands.set("thing.b", { ...casey, by: "app", actor: { type: "PublicClientApp", id: "0oa1", name: "Terraform" } });
    up.org.hands.set("thing.c", { ...casey, by: "unknown" });
    const text = await checkDrift(up);
    expect(text.split("\n").filter((line) => line.startsWith("    by"))).toEqual([
      '    by Casey Rivers (casey@example.com) with the API token "ci", 2026-11-23 10:00:12 UTC, event e1',
      "    by Terraform as an app (client 0oa1), 2026-11-23 10:00:12 UTC, event e1",
      "    by Casey Rivers (casey@example.com), 2026-11-23 10:00:12 UTC, event e1",
    ]);
  });

  test("sensitive values are masked, for people and for programs", async () => {
    const up = setUp("a");
    up.org.put("id of thing.a", { name: "a", secret: "hush" });
    expect(await checkDrift(up)).toContain("  + secret = (sensitive value)\n");
    const { value } = await up.scan();
    const json = JSON.stringify(value && driftJson(value));
    expect(json).toContain('"differences":[{"path":["secret"],"sensitive":true}]');
    expect(json).not.toContain("hush");
  });

  test("programs get paths, both sides and the event", async () => {
    const up = setUp("a");
    up.org.put("id of thing.a", { name: "z" });
    up.org.hands.set("thing.a", casey);
    const { value } = await up.scan();
    expect(value && driftJson(value)).toEqual({
      format_version: "1.0",
      drifted: true,
      scanned: 1,
      changed: [
        {
          address: "thing.a",
          type: "thing",
          name: "a",
          provider_config: thingProvider,
          id: "id of thing.a",
          differences: [{ path: ["name"], before: "a", after: "z" }],
          attribution: {
            event_id: "e1",
            event_type: "thing.update",
            time: "2026-11-23T10:00:12.345Z",
            actor: { type: "User", id: "u1", name: "Casey Rivers", login: "casey@example.com" },
            by: "console",
            ip_address: "203.0.113.5",
          },
        },
      ],
      missing: [],
    });
  });

  test("an org that cannot be reached is an error, not drift", async () => {
    const up = setUp("a");
    up.org.unreachable = true;
    const { value, diagnostics } = await up.scan();
    expect(diagnostics.map(({ summary }) => summary)).toEqual(["Org cannot be reached"]);
    expect(value).toMatchObject({ scanned: 0, changed: [], missing: [] });
  });

  test("left-over objects of a replacement are not looked at", async () => {
    const up = setUp("a");
    const [resource] = up.state.resources;
    const state = { ...up.state, resources: resource ? [{ ...resource, instances: [...resource.instances, { ...objectOf({ id: "old", name: "old", secret: null, part: [] }), deposed: "0000" }] }] : [] };
    expect(forecastReads(state, providersWith(up.org.factory)).value?.objects).toBe(1);
  });
});

test("a forecast counts the requests of every provider configuration", () => {
  const { org, state } = setUp("a", "b", "c");
  const { value } = forecastReads(state, providersWith(org.factory));
  expect(value?.objects).toBe(3);
  expect([...(value?.byProvider.get(thingProvider) ?? [])]).toEqual([["/things", 2]]);
  expect(org.opened).toEqual([]);
});

test("a forecast of a state whose provider is not there says so", () => {
  const { state } = setUp("a");
  expect(forecastReads(state, providersWith()).diagnostics.map(({ summary }) => summary)).toEqual(["Provider not available"]);
});
