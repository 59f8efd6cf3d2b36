import { randomBytes } from "node:crypto";
import type { Started } from "@lockstep/server";

/** What the person who starts a new server needs to get in. */
export interface FirstAccount {
  readonly username: string;
  readonly password: string | undefined;
  readonly token: string;
  readonly organization: string;
}

/** Makes the first account where there is none yet. */
export async function firstAccount({ isSetUp, createFirstAccount }: typeof import("@lockstep/server"), { server }: Started): Promise<FirstAccount | undefined> {
  if (await isSetUp(server)) return undefined;
  const { adminUsername: username, adminPassword, mailFrom } = server.settings;
  const password = adminPassword ?? randomBytes(15).toString("base64url");
  const organization = "main";
  const { token } = await createFirstAccount(server, { username, password, organization, email: `${username}@${mailFrom.split("@")[1] ?? "localhost"}` });
  return { username, organization, token, password: adminPassword === undefined ? password : undefined };
}
