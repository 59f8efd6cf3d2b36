import { createHmac } from "node:crypto";
import { readdirSync } from "node:fs";
import { createTransport } from "nodemailer";
import { describe, expect, test } from "vitest";
import { sampleAssessment, sampleDrift, sampleEvents, sampleRun, sampleVerification } from "../../../test/notification-events.ts";
import type { NotificationEvent } from "../notification-event.ts";
import type { DestinationSettings, RenderedMail, RenderedRequest } from "./destination.ts";
import { destinations, findDestination } from "./index.ts";

const settings: DestinationSettings = { url: "https://hooks.example/T0/s3cret-path", token: "t0ken", emailAddresses: ["a@example.com", "b@example.com"], emailFrom: "Lockstep <lockstep@example.com>" };

function request(type: string, event: NotificationEvent, other: Partial<DestinationSettings> = {}): RenderedRequest {
  const rendered = findDestination(type)?.render(event, { ...settings, ...other });
  if (rendered?.kind !== "request") throw new Error(`${type} sends no request`);
  return rendered;
}

function mail(event: NotificationEvent): RenderedMail {
  const rendered = findDestination("email")?.render(event, settings);
  if (rendered?.kind !== "mail") throw new Error("no mail");
  return rendered;
}

const body = (type: string, event: NotificationEvent): unknown => JSON.parse(request(type, event).body);

describe("every destination", () => {
  test("is in the list, and every file is one", () => {
    const files = readdirSync(import.meta.dirname).filter((name) => !/test|index|^destination\.ts/.test(name)).map((name) => name.replace(".ts", ""));
    expect(destinations.map(({ type }) => type).toSorted()).toEqual(files.toSorted());
  });

  test.each(destinations.map((destination) => [destination.type, destination] as const))("%s renders every event the same each time, from stored JSON too, and shows no secret", (_, destination) => {
    for (const event of sampleEvents) {
      const rendered = destination.render(event, settings);
      expect(destination.render(JSON.parse(JSON.stringify(event)) as NotificationEvent, settings)).toEqual(rendered);
      const shown = rendered.kind === "request" ? rendered.body + JSON.stringify(rendered.headers) : rendered.text + rendered.html;
      expect(shown).not.toMatch(/s3cret-path|t0ken/);
    }
  });
});

describe("the generic webhook", () => {
  test("tells of a run in HCP Terraform's payload", () => {
    expect(body("generic", sampleRun)).toEqual({
      payload_version: 1, notification_configuration_id: "nc-1", run_url: "https://lockstep.example/app/acme/okta-prod/runs/run-1", run_id: "run-1", run_message: "Add <admins> & *others*\nsecond line",
      run_created_at: "2026-11-02T14:00:00.000Z", run_created_by: "ada", workspace_id: "ws-1", workspace_name: "okta-prod", organization_name: "acme",
      notifications: [{ message: "Run needs attention", trigger: "run:needs_attention", run_status: "planned", run_updated_at: "2026-11-02T14:01:00.000Z", run_updated_by: "grace" }],
    });
  });

  test("verifies with the same names and nothing in them", () => {
    const payload = body("generic", sampleVerification) as Record<string, unknown>;
    expect(Object.keys(payload)).toEqual(Object.keys(body("generic", sampleRun) as object));
    expect(payload).toMatchObject({ payload_version: 1, run_id: null, workspace_name: null, notifications: [{ trigger: "verification", run_status: null }] });
  });

  test("tells of health in version 2", () => {
    expect(body("generic", sampleAssessment)).toMatchObject({
      payload_version: "2", notification_configuration_id: "nc-1", trigger_scope: "assessment", trigger: "assessment:drifted", message: "Drift detected",
      details: { new_assessment_result: { id: "asmtres-2", resources_drifted: 2, created_at: "2026-11-02T14:00:00.000Z" }, prior_assessment_result: { id: "asmtres-1" }, workspace_id: "ws-1" },
    });
    expect(body("generic", { ...sampleAssessment, prior: null })).toMatchObject({ details: { prior_assessment_result: null } });
  });

  test("tells of drift with names and no values", () => {
    expect(body("generic", sampleDrift)).toMatchObject({ trigger_scope: "drift", details: { total: 12, drifts: expect.arrayContaining([{ id: "drift-0", address: "okta_group.g[0]", action: "changed", attributes: ["description"], actor: "ada@example.com", at: null }]) } });
  });

  test("signs the very bytes it sends, when it has a token", () => {
    const { headers, body: sent } = request("generic", sampleRun);
    expect(headers["X-TFE-Notification-Signature"]).toBe(createHmac("sha512", "t0ken").update(sent).digest("hex"));
    expect(headers["X-Lockstep-Delivery"]).toBe("del-1");
    expect(request("generic", sampleRun, { token: "" }).headers).not.toHaveProperty("X-TFE-Notification-Signature");
  });
});

describe("Slack", () => {
  test("a run reads well and cannot make links or call people", () => {
    const { blocks, text } = body("slack", sampleRun) as { blocks: unknown[]; text: string };
    expect(text).toBe("Run needs attention: okta-prod");
    expect(blocks).toEqual([
      { type: "header", text: { type: "plain_text", text: ":large_yellow_circle: Run needs attention: okta-prod", emoji: true } },
      { type: "section", fields: ["*Workspace*\nokta-prod", "*Organization*\nacme", "*Status*\nplanned", "*Changes*\n+1 ~2 -3", "*Started by*\nada", "*Last action by*\ngrace"].map((field) => ({ type: "mrkdwn", text: field })) },
      { type: "section", text: { type: "mrkdwn", text: "> Add &lt;admins&gt; &amp; *others*\n> second line" } },
      { type: "actions", elements: [{ type: "button", text: { type: "plain_text", text: "Open run" }, url: "https://lockstep.example/app/acme/okta-prod/runs/run-1" }] },
    ]);
  });

  test("long lists and long messages are cut", () => {
    expect(request("slack", sampleDrift).body).toContain("and 2 more");
    const long = request("slack", { ...sampleRun, run: { ...sampleRun.run, message: "x".repeat(9000) } });
    expect(long.body.length).toBeLessThan(5000);
  });

  test("it is not signed", () => {
    expect(request("slack", sampleRun).headers).toEqual({ "Content-Type": "application/json" });
  });
});

describe("Microsoft Teams", () => {
  test("a drift is a card with who and what", () => {
    const { attachments } = body("microsoft-teams", sampleDrift) as { attachments: { contentType: string; content: { body: { text?: string; facts?: unknown }[]; actions: unknown } }[] };
    const content = attachments[0]?.content;
    expect(attachments[0]?.contentType).toBe("application/vnd.microsoft.card.adaptive");
    expect(content?.body[0]).toMatchObject({ type: "TextBlock", color: "Warning", text: "Drift found: okta-prod" });
    expect(content?.body[2]?.text).toBe("okta\\_group.g\\[0\\] changed (description) by ada@example.com");
    expect(content?.actions).toEqual([{ type: "Action.OpenUrl", title: "Open drift", url: "https://lockstep.example/app/acme/workspaces/okta-prod/drift" }]);
  });
});

describe("e-mail", () => {
  test("has text and HTML that say the same", () => {
    const { text, html, subject } = mail(sampleRun);
    expect(subject).toBe("[Lockstep] Run needs attention: okta-prod");
    expect(text).toContain("Changes:        +1 ~2 -3\n");
    expect(text).toContain("Open run: https://lockstep.example/app/acme/okta-prod/runs/run-1");
    expect(html).toContain("Add &lt;admins&gt; &amp; *others*<br>second line");
  });

  test("a name with a line break makes no header", () => {
    expect(mail({ ...sampleRun, workspace: { ...sampleRun.workspace, name: "x\r\nBcc: evil@example.com" } }).subject).not.toMatch(/[\r\n]/);
  });

  test("nodemailer takes it as it is; addresses are not shown to each other", async () => {
    const { kind: _kind, ...message } = mail(sampleRun);
    const sent = await createTransport({ streamTransport: true, buffer: true }).sendMail(message);
    expect(sent.messageId).toBe("<del-1@example.com>");
    expect(sent.envelope).toEqual({ from: "lockstep@example.com", to: ["a@example.com", "b@example.com"] });
    expect(String(sent.message)).not.toContain("a@example.com");
    expect(String(sent.message)).toContain("multipart/alternative");
  });
});
