import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mailReceiver, type MailReceiver } from "../../test/mail-receiver.ts";
import { testServer, type Answer, type TestServer } from "../../test/test-server.ts";
import { archiveOf } from "../../test/archive.ts";
import { webhookReceiver, type WebhookReceiver } from "../../test/webhook-receiver.ts";
import { transaction } from "../db/connect.ts";
import { publish } from "../events/publish.ts";
import { newId } from "../ids.ts";
import { runTriggerOf, scanTriggerOf } from "./listen.ts";

let lockstep: TestServer;
let hooks: WebhookReceiver;
let mails: MailReceiver;

beforeAll(async () => {
  hooks = await webhookReceiver();
  mails = await mailReceiver();
  lockstep = await testServer({ work: true, environment: { LOCKSTEP_SMTP_URL: mails.url } });
});
afterAll(async () => {
  await lockstep.stop();
  await hooks.stop();
  await mails.stop();
});

async function workspace(name: string): Promise<string> {
  const { body } = await lockstep.call("POST", "/api/v2/organizations/acme/workspaces", { data: { type: "workspaces", attributes: { name } } });
  return String(body.data?.id);
}

const create = async (id: string, attributes: object) => lockstep.call("POST", `/api/v1/workspaces/${id}/notifications`, { name: "n", destination: "generic", ...attributes });
const idOf = ({ body }: { readonly body: Answer }): string => String(body.notification?.id);

async function configure(workspaceId: string, text: string): Promise<void> {
  const { body } = await lockstep.call("POST", `/api/v2/workspaces/${workspaceId}/configuration-versions`, { data: { type: "configuration-versions", attributes: { "auto-queue-runs": false } } });
  await lockstep.call("PUT", new URL(String(body.data?.attributes?.["upload-url"])).pathname, archiveOf({ "main.tf": text }), null);
}

async function run(workspaceId: string, attributes: object = {}): Promise<string> {
  const { body } = await lockstep.call("POST", "/api/v2/runs", { data: { type: "runs", attributes, relationships: { workspace: { data: { type: "workspaces", id: workspaceId } } } } });
  return String(body.data?.id);
}

const patient = { timeout: 50_000, interval: 200 };

describe("saving", () => {
  test("enabled sends a test; one that is not taken stays disabled and shows the answer; address and token are never shown", async () => {
    const id = await workspace("saving");
    const good = await create(id, { url: hooks.address("/hook/s3cret-path-of-a-hook"), token: "a-t0ken-that-signs", enabled: true, triggers: ["run:created"] });
    expect([good.status, good.body.notification?.enabled, good.body.test?.status]).toEqual([201, true, "delivered"]);
    const { headers, body } = hooks.to("/hook/s3cret-path-of-a-hook")[0] ?? { headers: {}, body: "" };
    expect(headers["x-tfe-notification-signature"]).toBe(createHmac("sha512", "a-t0ken-that-signs").update(body).digest("hex"));
    expect(JSON.parse(body)).toMatchObject({ run_id: null, notifications: [{ trigger: "verification" }] });
    hooks.answer("/bad/s3cret-path-of-a-hook", 404, "no such hook: /bad/s3cret-path-of-a-hook \u0000");
    const bad = await create(id, { url: hooks.address("/bad/s3cret-path-of-a-hook"), enabled: true });
    expect([bad.status, bad.body.notification?.enabled]).toEqual([201, false]);
    expect(bad.body.test).toMatchObject({ status: "failed", response: { code: 404, body: "no such hook: *** \uFFFD" } });
    const all = await lockstep.call("GET", `/api/v1/workspaces/${id}/notifications`);
    expect(JSON.stringify([good.body, bad.body, all.body])).not.toMatch(/s3cret-path|a-t0ken/);
    expect((await lockstep.call("PATCH", `/api/v1/notifications/${idOf(bad)}`, { url: hooks.address("/hook/other-path-of-a-hook"), enabled: true })).body.notification?.enabled).toBe(true);
    expect((await lockstep.call("POST", `/api/v1/notifications/${idOf(good)}/test`)).body.status).toBe("delivered");
    expect((await lockstep.call("DELETE", `/api/v1/notifications/${idOf(good)}`)).status).toBe(204);
    expect((await lockstep.call("GET", `/api/v1/notifications/${idOf(good)}`)).status).toBe(404);
  });

  test("what could never be reached is refused, as is the twenty-first", async () => {
    const id = await workspace("refused");
    expect((await create(id, { url: "ftp://x" })).status).toBe(422);
    expect((await create(id, {})).status).toBe(422);
    expect((await create(id, { destination: "email" })).status).toBe(422);
    expect((await create(id, { destination: "email", accountIds: ["user-nobody"] })).status).toBe(422);
    expect((await create(id, { destination: "pigeon" })).status).toBe(422);
    for (let number = 0; number < 20; number++) expect((await create(id, { url: "https://example.com/hook" })).status).toBe(201);
    expect((await create(id, { url: "https://example.com/hook" })).status).toBe(422);
  });

  test("only admins of the workspace write, and strangers see nothing", async () => {
    const id = await workspace("guarded");
    const made = await create(id, { url: "https://example.com/hook" });
    expect((await lockstep.call("GET", `/api/v1/notifications/${idOf(made)}`, undefined, null)).status).toBe(401);
    expect((await lockstep.call("GET", "/api/v1/notifications/nc-nothing")).status).toBe(404);
  });
});

describe("a run", () => {
  test("is told step by step, once each; a busy receiver gets it later under the same id; what failed is sent again by hand", async () => {
    const id = await workspace("told");
    await configure(id, `resource "terraform_data" "a" {\n  input = "hello"\n}\n`);
    hooks.answer("/steps", 200, "ok");
    const made = await create(id, { url: hooks.address("/steps"), enabled: true, triggers: ["run:created", "run:planning", "run:needs_attention", "run:applying", "run:completed", "run:errored"] });
    const quiet = await create(id, { url: hooks.address("/busy"), enabled: true, triggers: ["run:completed"] });
    hooks.answer("/busy", 503, "busy", 1);
    await run(id, { "plan-only": true });
    const first = await run(id, { message: "Hello" });
    const steps = (): string[] => hooks.to("/steps").slice(1).map(({ body }) => String((JSON.parse(body) as { notifications: { trigger: string }[] }).notifications[0]?.trigger));
    await expect.poll(steps, patient).toContain("run:needs_attention");
    await lockstep.call("POST", `/api/v2/runs/${first}/actions/apply`, {});
    await expect.poll(() => steps().toSorted(), patient).toEqual(["run:applying", "run:completed", "run:created", "run:needs_attention", "run:planning"]);
    expect(hooks.to("/steps").slice(1).every(({ body }) => (JSON.parse(body) as { run_id: string }).run_id === first)).toBe(true);
    // The verification, the refused try, and the one that was taken.
    await expect.poll(() => hooks.to("/busy").length, patient).toBe(3);
    expect(new Set(hooks.to("/busy").slice(1).map(({ headers }) => headers["x-lockstep-delivery"])).size).toBe(1);
    const log = await lockstep.call("GET", `/api/v1/notifications/${idOf(quiet)}/deliveries?status=delivered`);
    const again = String(log.body.items?.[0]?.id);
    expect(log.body.items?.[0]).toMatchObject({ trigger: "run:completed", attempts: 2, response: { code: 200 } });
    expect((await lockstep.call("POST", `/api/v1/deliveries/${again}/redeliver`)).body.status).toBe("pending");
    await expect.poll(() => hooks.to("/busy").length, patient).toBe(4);
    expect(JSON.parse(String((await lockstep.call("GET", `/api/v1/deliveries/${again}`)).body.message))).toMatchObject({ run_id: first });
    await expect.poll(async () => (await lockstep.call("GET", `/api/v1/notifications/${idOf(made)}/deliveries`)).body.total, patient).toBe(6);
  });

  test("a plan-only run is told of only when a schedule started it and something differs, or when it failed", () => {
    const scheduled = { planOnly: true, autoApply: false, hasChanges: true, triggerReason: "schedule", source: "lockstep" };
    expect(runTriggerOf(scheduled, "planned_and_finished")).toBe("run:needs_attention");
    expect(runTriggerOf({ ...scheduled, hasChanges: false }, "planned_and_finished")).toBeUndefined();
    expect(runTriggerOf(scheduled, "planning")).toBeUndefined();
    expect(runTriggerOf(scheduled, "errored")).toBe("run:errored");
    expect(runTriggerOf({ ...scheduled, triggerReason: "manual" }, "planned_and_finished")).toBeUndefined();
    expect(runTriggerOf({ ...scheduled, planOnly: false, autoApply: true }, "planned")).toBeUndefined();
  });
});

describe("drift", () => {
  test("what is found within seconds is one message by mail, which names who and what, and no values", async () => {
    const id = await workspace("drifting");
    const made = await create(id, { destination: "email", accountIds: [lockstep.owner.id], emailAddresses: ["ops@example.com"], enabled: true, triggers: ["drift:found"] });
    expect(made.body.notification?.enabled).toBe(true);
    const { organizationId } = await lockstep.server.db.selectFrom("workspaces").select("organizationId").where("id", "=", id).executeTakeFirstOrThrow();
    await transaction(lockstep.server.db, async (trx) => {
      for (const address of ["okta_group.a", "okta_group.b"]) {
        const driftId = newId("drift");
        const now = new Date();
        const attribution = { actor: "Ada", login: "ada@example.com", client: null, at: now.toISOString(), eventId: "e", eventType: "group.profile.update", ipAddress: null };
        await trx.insertInto("drifts").values({ id: driftId, workspaceId: id, address, resourceType: "okta_group", kind: "changed", differences: JSON.stringify([{ path: "description", before: "private-before", after: "private-after" }]), firstSeenAt: now, lastSeenAt: now, attribution: JSON.stringify(attribution) } as never).execute();
        for (const _again of [1, 2]) await publish(lockstep.server, trx, { kind: "drift.found", organizationId, workspaceId: id, subjectId: driftId });
      }
    });
    await expect.poll(() => mails.received().length, patient).toBe(2);
    const { to, text } = mails.received()[1] ?? { to: [], text: "" };
    expect(to.toSorted()).toEqual(["alex@example.com", "ops@example.com"]);
    expect(text).toContain("Drift found: drifting");
    expect(text).toContain("okta_group.a changed (description) by ada@example.com");
    expect(text).toContain("okta_group.b");
    expect(text).not.toContain("private-");
  });

  test("a scan is told of when it is otherwise than the one before", () => {
    const scan = (drifted: boolean, changed = 0, status: "finished" | "errored" = "finished") => ({ status, drifted, changed, missing: 0 });
    expect(scanTriggerOf(scan(true, 1), undefined)).toBe("assessment:drifted");
    expect(scanTriggerOf(scan(true, 1), scan(true, 1))).toBeUndefined();
    expect(scanTriggerOf(scan(true, 2), scan(true, 1))).toBe("assessment:drifted");
    expect(scanTriggerOf(scan(false), scan(true, 1))).toBeUndefined();
    expect(scanTriggerOf(scan(false, 0, "errored"), scan(false))).toBe("assessment:failed");
    expect(scanTriggerOf(scan(false, 0, "errored"), scan(false, 0, "errored"))).toBeUndefined();
  });
});

describe("HCP Terraform's interface", () => {
  test("makes, shows, changes, verifies and deletes; code and success are texts", async () => {
    const id = await workspace("as-hcp");
    hooks.answer("/tfe", 200, "thanks");
    const attributes = { name: "hook", "destination-type": "generic", url: hooks.address("/tfe"), token: "sign-with-this", enabled: true, triggers: ["run:applying"] };
    const made = await lockstep.call("POST", `/api/v2/workspaces/${id}/notification-configurations`, { data: { type: "notification-configurations", attributes } });
    const nc = String(made.body.data?.id);
    expect(made.status).toBe(201);
    expect(made.body.data).toMatchObject({ type: "notification-configurations", attributes: { enabled: true, token: null, "delivery-responses": [{ code: "200", successful: "true", body: "thanks" }] }, relationships: { subscribable: { data: { type: "workspaces", id } } } });
    expect((await lockstep.call("GET", `/api/v2/workspaces/${id}/notification-configurations`)).body.data).toHaveLength(1);
    const patched = await lockstep.call("PATCH", `/api/v2/notification-configurations/${nc}`, { data: { type: "notification-configurations", attributes: { enabled: false, name: "other", url: made.body.data?.attributes?.["url"] } } });
    expect(patched.body.data?.attributes).toMatchObject({ enabled: false, name: "other" });
    expect((await lockstep.call("POST", `/api/v2/notification-configurations/${nc}/actions/verify`)).status).toBe(200);
    expect((await lockstep.call("POST", `/api/v2/notification-configurations/${nc}/actions/enable`)).body.data?.attributes?.["enabled"]).toBe(true);
    hooks.answer("/tfe", 500, "broken");
    const failed = await lockstep.call("POST", `/api/v2/notification-configurations/${nc}/actions/verify`);
    expect([failed.status, String(failed.body["errors"]?.[0]?.detail)]).toEqual([400, "Unable to complete verification request to destination URL. The receiver answered with status 500."]);
    for (const wrong of [{ "destination-type": "fax" }, { triggers: ["run:sometimes"] }, { name: "" }]) expect((await lockstep.call("POST", `/api/v2/workspaces/${id}/notification-configurations`, { data: { attributes: { ...attributes, ...wrong } } })).status).toBe(422);
    expect((await lockstep.call("DELETE", `/api/v2/notification-configurations/${nc}`)).status).toBe(204);
    expect((await lockstep.call("GET", `/api/v2/notification-configurations/${nc}`)).status).toBe(404);
  });
});
