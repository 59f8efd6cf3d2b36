// A provider configuration: evaluated, checked, opened.
import { deepMarks, EPHEMERAL, hasErrors, stripMarks } from "@lockstep/hcl";
import type { Value } from "@lockstep/hcl";
import { providerShape } from "../config/blocks/provider.ts";
import type { PlanNode } from "../graph/plan-node.ts";
import * as messages from "../messages.ts";
import type { ProviderFactory } from "../provider.ts";
import { emptyBlock } from "./propose.ts";
import { fromProvider } from "./provider-diagnostics.ts";
import { instancesOf, report } from "./session.ts";
import type { OpenProvider, Session } from "./session.ts";

type ProviderNode = Extract<PlanNode, { kind: "provider" }>;

/** Opens the provider and configures it; undefined when that did not work. */
export async function openProvider(session: Session, node: ProviderNode): Promise<OpenProvider | undefined> {
  const factory = session.input.providers.get(node.source);
  if (!factory) {
    report(session, [messages.providerUnknown(node.source)]);
    return undefined;
  }
  const config = providerConfig(session, node, factory);
  if (!config) return undefined;
  const provider = factory.open();
  const subject = node.config ? { body: node.config.body, range: node.config.range } : {};
  const plain = stripMarks(config);
  if (report(session, fromProvider(provider.validateProvider(plain), subject))) return undefined;
  if (report(session, fromProvider(await provider.configure(plain, session.input.signal), subject))) return undefined;
  const opened = { factory, provider };
  session.open.set(node.address, opened);
  return opened;
}

function providerConfig(session: Session, node: ProviderNode, { schemas }: ProviderFactory): Value | undefined {
  const [scope] = instancesOf(session, node.module.path);
  if (!node.config || !scope) return emptyBlock(schemas.provider);
  const { value, diagnostics, failed } = scope.evaluateBody(node.config.body, schemas.provider, {}, providerShape);
  const hasFailed = report(session, diagnostics) || failed || hasErrors([...diagnostics]);
  return hasFailed ? undefined : value;
}

/** Ephemeral values may go to a provider, and nowhere that lasts. */
export const isEphemeral = (value: Value): boolean => (deepMarks(value) & EPHEMERAL) !== 0;

/** Closes all that were opened. */
export async function closeProviders(session: Session): Promise<void> {
  for (const { provider } of session.open.values()) await provider.close?.();
}
