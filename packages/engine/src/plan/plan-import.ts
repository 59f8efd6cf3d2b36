import { isNull, stripMarks } from "@lockstep/hcl";
import { nodeKey } from "../graph/plan-node.ts";
import { printLocal } from "../address.ts";
import * as messages from "../messages.ts";
import { encodeObject, markSensitive } from "../state/object.ts";
import { importsInto } from "./imports.ts";
import type { InstanceWork } from "./plan-instance.ts";
import type { PlanSession } from "./plan-session.ts";
import { fromProvider } from "./provider-diagnostics.ts";
import { readObjects } from "./refresh.ts";
import { report } from "./session.ts";

/** Takes an object into the working state where an import block says so; undefined when none does. */
export async function planImport(session: PlanSession, work: InstanceWork): Promise<{ readonly id: string } | "failed" | undefined> {
  if (session.root.module.imports.length === 0 || session.store.current(work.address)) return undefined;
  const targets = importsInto(session, nodeKey(work.scope.module.path, printLocal(work.config)));
  if (!targets) return "failed";
  const target = targets.get(work.text);
  if (!target) return undefined;
  const { provider } = work.opened;
  const { signal } = session.input;
  const { value, diagnostics } = await provider.importObject(work.config.type, target.id, signal);
  if (report(session, fromProvider(diagnostics, { address: work.address, range: target.range }))) return "failed";
  if (!value || isNull(value)) return gone(session, work, target.id);
  return refreshImported(session, work, markSensitive(value, work.schema.block), target.id);
}

function gone(session: PlanSession, { text, config }: InstanceWork, id: string): "failed" {
  report(session, [messages.importUnknownObject(text, id, config.range)]);
  return "failed";
}

async function refreshImported(session: PlanSession, work: InstanceWork, value: ReturnType<typeof markSensitive>, id: string): Promise<{ readonly id: string } | "failed"> {
  const { schema, address, opened, provider } = work;
  const facts = { key: address.key, tainted: false, dependencies: [], createBeforeDestroy: false, schemaVersion: schema.version };
  const object = encodeObject(value, schema.block, facts);
  const [read] = await readObjects(opened.provider, [{ address, schema, object, value: stripMarks(value) }], session.input.signal);
  if (!read || report(session, read.diagnostics)) return "failed";
  if (!read.object) return gone(session, work, id);
  session.store.setCurrent(address, provider, read.object);
  return { id };
}
