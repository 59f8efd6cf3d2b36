import { stripMarks } from "@lockstep/hcl";
import type { Provider } from "../provider.ts";
import type { DriftedObject } from "./report.ts";

/** The same objects with who changed them, where the provider knows. */
export async function attributeDrift(provider: Provider, drifted: readonly DriftedObject[], signal: AbortSignal): Promise<DriftedObject[]> {
  if (!provider.attribute || drifted.length === 0) return [...drifted];
  const questions = drifted.map(({ text, address, before, after, differences }) => ({
    key: text,
    type: address.type,
    prior: stripMarks(before),
    live: stripMarks(after),
    changed: [...new Set(differences.flatMap(({ path: [name] }) => (typeof name === "string" ? [name] : [])))],
  }));
  const answers = await provider.attribute(questions, signal);
  return drifted.map((object) => ({ ...object, attribution: answers.get(object.text) }));
}
