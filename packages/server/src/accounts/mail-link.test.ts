import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { mailReceiver, type MailReceiver } from "../../test/mail-receiver.ts";
import { testServer, type TestServer } from "../../test/test-server.ts";
import { secretIn } from "./links.ts";

let mail: MailReceiver;
let lockstep: TestServer;

beforeAll(async () => {
  mail = await mailReceiver();
  lockstep = await testServer({ work: true, environment: { LOCKSTEP_SMTP_URL: mail.url, LOCKSTEP_MAIL_FROM: "Lockstep <lockstep@example.com>" } });
});
afterAll(async () => {
  await lockstep.stop();
  await mail.stop();
});

const mailTo = async (address: string, after = 0) => vi.waitFor(() => {
  const found = mail.received().filter(({ to }) => to.includes(address))[after];
  if (!found) throw new Error("no mail yet");
  return found;
}, 20_000);

test("an invitation and a new link go by e-mail to whom they are for, and wait nowhere in clear", async () => {
  const { call, server } = lockstep;
  const owners = String((await call("GET", "/api/v1/organizations/acme/teams")).body.items?.[0]?.id);
  const invited = await call("POST", "/api/v1/organizations/acme/members", { email: "sam@example.com", teams: [owners] });
  const link = String(invited.body.invitation?.link);
  const first = await mailTo("sam@example.com");
  expect(first).toMatchObject({ from: "lockstep@example.com", to: ["sam@example.com"] });
  expect(first.text).toContain("alex invites you to acme");
  expect(first.text).toContain(secretIn(link));

  const again = await call("POST", `/api/v1/accounts/${String(invited.body.account?.id)}/link`, {});
  expect((await mailTo("sam@example.com", 1)).text).toContain(secretIn(String(again.body.link)));
  const { rows } = await sql<{ data: string }>`select data::text as data from jobs.job where name = 'accounts.mail-link'`.execute(server.db);
  expect(rows).toHaveLength(2);
  for (const { data } of rows) for (const secret of [link, String(again.body.link)]) expect(data).not.toContain(secretIn(secret));
});

test("who has an account already is told nothing by mail, and gets no link", async () => {
  const owners = String((await lockstep.call("GET", "/api/v1/organizations/acme/teams")).body.items?.[0]?.id);
  expect((await lockstep.call("POST", "/api/v1/organizations/acme/members", { email: "alex@example.com", teams: [owners] })).body).toMatchObject({ invitation: null });
  expect(mail.received().filter(({ to }) => to.includes("alex@example.com"))).toEqual([]);
});
