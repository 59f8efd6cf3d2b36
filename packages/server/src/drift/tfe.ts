import { requireAccess } from "../access/access.ts";
import { Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { document, moment, toOne, type Resource } from "../tfe/document.ts";
import type { TfeRoute } from "../tfe/routes.ts";
import { getWorkspace } from "../workspaces/service.ts";
import { workspaceResource } from "../workspaces/resource.ts";
import type { DriftScan } from "./drift.ts";
import { getScan, startScan } from "./service.ts";
import { selectLastFullScan } from "./summary.ts";

/** HCP Terraform's health assessments: our whole drift scans. */
export const driftTfe = (server: Server): readonly TfeRoute[] => [
  { method: "GET", path: "/assessment-results/:id", handle: async ({ actor, params }) => document(assessmentResource((await getScan(server, actor, params["id"] ?? "")).scan)) },
  {
    method: "GET",
    path: "/workspaces/:id/current-assessment-result",
    handle: async ({ actor, params }) => {
      const { workspace } = await getWorkspace(server, actor, params["id"] ?? "");
      await requireAccess(server, actor, workspace, "drift.read");
      const scan = await selectLastFullScan(server.db, workspace.id);
      if (!scan) throw new Problem("not-found", { kind: "assessment result of", name: workspace.name });
      return document(assessmentResource(scan));
    },
  },
  {
    method: "POST",
    path: "/workspaces/:id/actions/assess",
    status: 200,
    handle: async ({ actor, params }) => {
      const { workspace, access } = await getWorkspace(server, actor, params["id"] ?? "");
      await startScan(server, actor, workspace.id, { reason: "assessment" });
      return document(await workspaceResource(server, workspace, access));
    },
  },
];

/** A scan as HCP Terraform's API shows it. */
export function assessmentResource(scan: DriftScan): Resource {
  const drifted = (scan.changed ?? 0) + (scan.missing ?? 0);
  return {
    id: scan.id,
    type: "assessment-results",
    attributes: {
      succeeded: scan.status === "finished",
      drifted: scan.drifted ?? false,
      "all-checks-succeeded": true,
      "checks-passed": 0,
      "checks-failed": 0,
      "checks-errored": 0,
      "checks-unknown": 0,
      "resources-drifted": drifted,
      "resources-undrifted": Math.max(0, (scan.scanned ?? 0) - drifted),
      "error-message": scan.error ? `${scan.error.summary}: ${scan.error.detail}` : null,
      "error-msg": scan.error ? `${scan.error.summary}: ${scan.error.detail}` : null,
      "created-at": moment(scan.createdAt),
    },
    relationships: { workspace: toOne("workspaces", scan.workspaceId) },
    links: { self: `/api/v2/assessment-results/${scan.id}` },
  };
}
