import { runStatuses } from "@lockstep/contract";
import { describe, expect, test } from "vitest";
import { changedObjects, commentMark, commentText, countsText, statusOf, type CommentRow, type ToldRun } from "./comment.ts";

const run: ToldRun = { status: "planned_and_finished", planCounts: { add: 1, change: 2, destroy: 0, import: 0 }, hasChanges: true, error: null };
const row: CommentRow = { workspace: "acme/okta-prod", url: "https://lockstep.example/runs/run-1", run, changes: [{ sign: "+", address: 'okta_group.a["x|`y"]' }], drifts: [] };

const text = (...rows: readonly CommentRow[]): string => commentText(commentMark("ot-1"), "0123456789abcdef", rows);

describe("what a host is told of a run", () => {
  test("each status has a state and a line", () => {
    expect(runStatuses.map((status) => `${status}: ${Object.values(statusOf({ ...run, status })).join(" · ")}`)).toMatchInlineSnapshot(`
      [
        "pending: pending · Waits for its turn",
        "plan_queued: pending · Waits for a worker",
        "planning: running · Planning",
        "planned: pending · +1 ~2 -0: waits for confirmation",
        "planned_and_saved: success · +1 ~2 -0",
        "planned_and_finished: success · +1 ~2 -0",
        "confirmed: running · Confirmed",
        "apply_queued: running · Confirmed",
        "applying: running · Applying",
        "applied: success · Applied +1 ~2 -0",
        "discarded: cancelled · Discarded",
        "errored: failure · Failed",
        "canceled: cancelled · Canceled",
        "force_canceled: cancelled · Canceled by force",
      ]
    `);
    expect(statusOf({ ...run, hasChanges: false }).description).toBe("No changes");
    expect(statusOf({ ...run, status: "errored", error: { summary: "Invalid\nreference", detail: "never told" } }).description).toBe("Failed: Invalid reference");
    expect(countsText({ add: 0, change: 0, destroy: 3, import: 2 })).toBe("+0 ~0 -3 ←2");
  });
});

describe("a comment", () => {
  test("has a table of plans, what they change, and what was changed outside of the code", () => {
    const untouched: CommentRow = { workspace: "acme/other", url: null, run: null, changes: [], drifts: [] };
    expect(text({ ...row, drifts: [{ address: "okta_group.b", by: "Ada <script>" }] }, untouched)).toMatchInlineSnapshot(`
      "<!-- lockstep ot-1 -->
      ### Lockstep: plan of 0123456789ab

      | Workspace | Plan | Changes |
      |---|---|---|
      | acme/okta-prod | [finished](https://lockstep.example/runs/run-1) | +1 ~2 -0 |
      | acme/other |  | not touched by this change |

      <details><summary>acme/okta-prod: 1 object</summary>

      - \`+\` \`okta_group.a["x|'y"]\`

      </details>

      > **acme/okta-prod** has an object that was changed outside of the code. Applying this sets it back where the code says so.
      >
      > - \`okta_group.b\` by Ada &lt;script&gt;"
    `);
  });

  test("is bounded, however much a plan changes", () => {
    const changes = Array.from({ length: 5000 }, (_, at) => ({ sign: "~", address: `okta_group.g[${at}]` }));
    expect(text({ ...row, changes })).toContain("- and 4950 more");
    expect(text(...Array.from({ length: 200 }, () => ({ ...row, changes }))).length).toBeLessThanOrEqual(60_000);
  });

  test("tells of objects that change, and of no others", () => {
    const change = (address: string, ...actions: readonly string[]): object => ({ address, change: { actions } });
    const plan = { resource_changes: [change("a", "no-op"), change("b", "create"), change("c", "delete", "create"), change("d", "create", "delete"), change("e", "update"), change("f", "delete"), change("g", "read"), { address: "h", change: { actions: ["no-op"], importing: { id: "1" } } }] };
    expect(changedObjects(JSON.stringify(plan)).map(({ sign, address }) => `${sign} ${address}`)).toEqual(["+ b", "-/+ c", "-/+ d", "~ e", "- f", "← h"]);
  });
});
