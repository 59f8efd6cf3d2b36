import { accountByLogin, commandLine } from "../accounts/admin.ts";
import type { Server } from "../server.ts";
import { createTokenOf } from "./service.ts";

/** A token of an account, for who has the machine itself. */
export async function adminToken(server: Pick<Server, "db" | "clock">, login: string, description: string): Promise<string> {
  const { id } = await accountByLogin(server, login);
  const { token } = await createTokenOf(server, commandLine, id, { description });
  return token;
}
