import { Problem } from "../problem.ts";
import { readCapability, writeCapability } from "../secrets/capabilities.ts";
import { site } from "../secrets/data-key-store.ts";
import type { Server } from "../server.ts";
import { StartProblem } from "../start-problem.ts";
import { createFirstAccount, isSetUp, type FirstAccount } from "./first-account.ts";
import { secretIn } from "./links.ts";

const [purpose, day] = ["set-up", 24 * 3_600_000];

/** What the first start does about the first account: makes it from the settings, or gives the link under which it is made; nothing where there is one. */
export async function prepareFirstAccount(server: Pick<Server, "db" | "clock" | "keys" | "settings" | "log">): Promise<string | undefined> {
  if (await isSetUp(server)) return undefined;
  const { adminUsername: username, adminPassword: password, adminOrganization: organization, publicUrl } = server.settings;
  if (password !== undefined) {
    const made = await createFirstAccount(server, { username, email: `${username}@${new URL(publicUrl).hostname}`, password, organization }).catch(unlessSetUp);
    if (made) server.log.info({ username, organization }, "the first account was made");
    return undefined;
  }
  const capability = writeCapability(await server.keys.derived(site, purpose), { purpose, id: "site", expires: new Date(server.clock.now().getTime() + day) });
  const link = `${publicUrl}/setup?link=${capability}`;
  server.log.warn({ link }, "there is no account yet: make the first one under this link, within 24 hours");
  return link;
}

// Another process that started at the same time was first.
const unlessSetUp = (problem: unknown): undefined => {
  if (problem instanceof Problem && problem.code === "setup-done") return undefined;
  throw problem instanceof Problem ? new StartProblem(`The first account could not be made from LOCKSTEP_ADMIN_USERNAME, LOCKSTEP_ADMIN_PASSWORD and LOCKSTEP_ADMIN_ORGANIZATION: ${problem.message}`) : problem;
};

/** Makes the first account by the link that was printed. */
export async function setUpByLink(server: Pick<Server, "db" | "clock" | "keys">, link: string, account: FirstAccount): Promise<string> {
  if (await isSetUp(server)) throw new Problem("setup-done");
  const keys = await server.keys.derived(site, purpose);
  if (readCapability(keys, purpose, secretIn(link), server.clock.now()).state !== "valid") throw new Problem("link-invalid");
  const { accountId } = await createFirstAccount(server, account, { token: false });
  return accountId;
}
