import type { Answer } from "../call.ts";
import { serve, type Received } from "../http/pipeline.ts";
import type { Router } from "../http/router.ts";
import type { Org } from "../org.ts";
import type { Stored } from "../store/collection.ts";
import { textAt, type Json } from "../store/json.ts";
import { logTime } from "../store/times.ts";

const chrome = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

/** What an administrator does in the console, as the request that the console makes of it. */
export interface Doing {
  /** The administrator's login. */
  readonly admin: string;
  readonly method: string;
  readonly path: string;
  readonly body?: Json | undefined;
  readonly ipAddress?: string | undefined;
}

/** Does something as an administrator in a browser: it takes the way of any request, but no API token is in the System Log. */
export const asAdmin = async (router: Router, received: Received, { admin, method, path, body, ipAddress }: Doing): Promise<Answer | "dropped"> => {
  const [bare = "/", query = ""] = path.split("?");
  const served = await serve(router, {
    ...received,
    method,
    destination: { ...received.destination, path: bare, query: new URLSearchParams(query) },
    raw: { bytes: Buffer.from(body === undefined ? "" : JSON.stringify(body)), contentType: "application/json", json: body },
    headers: { "user-agent": chrome, "x-sandbox-admin": admin },
    address: ipAddress ?? "203.0.113.7",
  });
  return served === "dropped" ? served : served.answer;
};

/** The user with a login. */
export const userByLogin = (org: Org, login: string): Stored | undefined =>
  org.store.collection("users").find(({ body }) => textAt(body, "profile.login") === login);

/** First and last name. */
export const fullName = (user: Stored | undefined): string => `${textAt(user?.body, "profile.firstName") ?? ""} ${textAt(user?.body, "profile.lastName") ?? ""}`.trim();

/** Writes into the System Log that an administrator opened the Admin Console. */
export const signIn = (org: Org, login: string): void => {
  const user = userByLogin(org, login);
  const now = org.clock();
  org.log.add(
    {
      uuid: org.ids.uuid(),
      published: logTime(now),
      eventType: "user.session.access_admin_app",
      displayMessage: "User accessing Okta admin app",
      actor: { id: user?.id ?? "unknown", type: "User", alternateId: login, displayName: fullName(user), detailEntry: null },
      outcome: { result: "SUCCESS", reason: null },
      target: [{ id: "saasure", type: "AppInstance", alternateId: "Okta Admin Console", displayName: "Okta Admin Console", detailEntry: null }],
    },
    now,
  );
};
