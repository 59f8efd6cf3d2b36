import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ApiToken, Org } from "../org.ts";
import { listAt, objectAt, textAt, valueAt, type Json, type JsonObject } from "./json.ts";
import { restore, snapshotOf } from "./snapshot.ts";

/** Everything an org is, as one JSON value: objects, API tokens, System Log. */
export const orgSnapshot = (org: Org): JsonObject => ({
  name: org.name,
  idsMade: org.ids.made,
  store: snapshotOf(org.store),
  apiTokens: [...org.apiTokens.values()].map((token): JsonObject => ({ ...token })),
  log: org.log.all.map(({ body }) => body),
});

/** Makes an org what a snapshot says, in place of what it was. */
export const restoreOrg = (org: Org, snapshot: JsonObject): void => {
  org.store.clear();
  restore(org.store, objectAt(snapshot, "store"));
  const made = valueAt(snapshot, "idsMade");
  org.ids.continueFrom(typeof made === "number" ? made : 0);
  org.apiTokens.clear();
  for (const token of listAt(snapshot, "apiTokens")) org.apiTokens.set(textAt(token, "value") ?? "", tokenOf(token));
  org.log.clear();
  for (const event of listAt(snapshot, "log")) org.log.add(objectAt({ event }, "event"), Date.parse(textAt(event, "published") ?? ""));
};

const tokenOf = (token: Json): ApiToken => ({
  id: textAt(token, "id") ?? "",
  name: textAt(token, "name") ?? "",
  value: textAt(token, "value") ?? "",
  userId: textAt(token, "userId") ?? "",
  created: textAt(token, "created") ?? "",
});

const fileOf = (folder: string, org: Org): string => join(folder, `${org.name}.json`);

/** Writes an org to its file, so that it is never half there. */
export const saveOrg = (folder: string, org: Org): void => {
  mkdirSync(folder, { recursive: true });
  const path = fileOf(folder, org);
  writeFileSync(`${path}.new`, JSON.stringify(orgSnapshot(org)), { mode: 0o600 });
  renameSync(`${path}.new`, path);
};

/** Reads an org from its file, when there is one; tells the token and login to go on with. */
export const loadOrg = (folder: string, org: Org): { token: string; admin: string } | undefined => {
  const path = fileOf(folder, org);
  if (!existsSync(path)) return undefined;
  restoreOrg(org, JSON.parse(readFileSync(path, "utf8")) as JsonObject);
  const [token] = [...org.apiTokens.values()];
  if (!token) return undefined;
  const owner = org.store.collection("users").get(token.userId);
  return { token: token.value, admin: textAt(owner?.body, "profile.login") ?? "" };
};
