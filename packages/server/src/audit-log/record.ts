import type { Actor } from "../actor.ts";
import type { Transaction } from "../db/connect.ts";
import { tellPages } from "../events/publish.ts";
import { newId } from "../ids.ts";

/** What somebody did to what. `details` never holds a secret. */
export interface AuditEntry {
  readonly organizationId: string | null;
  /** "workspace.update", "run.confirm". */
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string; readonly name: string };
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Writes down who did what, in the transaction that does it; pages learn what kind of thing it was. */
export async function audit(trx: Transaction, actor: Actor, { organizationId, action, subject, details = {} }: AuditEntry): Promise<void> {
  await trx
    .insertInto("auditEvents")
    .values({
      id: newId("auditEvent"),
      organizationId,
      actorKind: actor.kind,
      actorId: actor.id,
      actorName: actor.name,
      action,
      subjectKind: subject.kind,
      subjectId: subject.id,
      subjectName: subject.name,
      details: JSON.stringify(details),
      address: actor.address ?? null,
    })
    .execute();
  if (organizationId !== null) await tellPages(trx, { kind: "audit.recorded", organizationId, workspaceId: null, subjectId: subject.id, data: { subject: subject.kind } });
}
