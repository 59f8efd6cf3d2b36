import type { Org } from "../../org.ts";
import { textAt } from "../../store/json.ts";

/** Everybody, by username. */
export const candidatePeople = (org: Org): { id: string; called: string }[] =>
  org.store.collection("users").all().filter(({ body }) => body["status"] !== "DEPROVISIONED").map(({ id, body }) => ({ id, called: textAt(body, "profile.login") ?? "" }));

/** Every group, by name. */
export const candidateGroups = (org: Org): { id: string; called: string }[] =>
  org.store.collection("groups").all().map(({ id, body }) => ({ id, called: textAt(body, "profile.name") ?? "" }));
