import { settled } from "../../server/test/runs.ts";
import type { Answer, TestServer } from "../../server/test/test-server.ts";

/** Waits for a run as long as a busy machine may take; a run that ended otherwise is said at last. */
export async function settledPatiently(server: Pick<TestServer, "call">, id: string, ...statuses: readonly string[]): Promise<Answer> {
  try {
    return await settled(server, id, ...statuses);
  } catch {
    return settled(server, id, ...statuses);
  }
}
