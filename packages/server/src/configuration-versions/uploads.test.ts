import { afterAll, beforeAll, expect, test } from "vitest";
import { archiveOf, madeWorkspace } from "../../test/runs.ts";
import { testServer, type TestServer } from "../../test/test-server.ts";

let lockstep: TestServer;

beforeAll(async () => {
  lockstep = await testServer();
}, 60_000);
afterAll(async () => lockstep.stop());

test("more uploads at once than the process has sessions are all taken, also before its keys were read", async () => {
  const { call, server } = lockstep;
  const archive = archiveOf(`resource "terraform_data" "a" {}`);
  const announced = await Promise.all(
    Array.from({ length: 24 }, async (_each, at) => {
      const workspace = await madeWorkspace(lockstep, `upload-${at}`);
      const { body } = await call("POST", `/api/v1/workspaces/${workspace}/configuration-versions`, { autoQueueRuns: false });
      return new URL(String(body.uploadUrl)).pathname;
    }),
  );
  server.keys.forget(await server.db.selectFrom("organizations").select("id").executeTakeFirstOrThrow().then(({ id }) => id));
  const answers = await Promise.all(announced.map(async (path) => call("PUT", path, archive, null)));
  expect(answers.map(({ status }) => status)).toEqual(announced.map(() => 200));
});
