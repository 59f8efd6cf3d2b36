/** An admin with a name, working by hand in the Admin Console of a sandbox org. */
export interface ConsoleAdmin {
  readonly login: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** Gives the org another administrator. */
export async function addAdmin(orgUrl: string, admin: ConsoleAdmin): Promise<void> {
  await post(orgUrl, "/__sandbox/admins", { ...admin });
}

/** Signs in to the Admin Console, which the org's System Log tells. */
export const openConsole = async (orgUrl: string, admin: ConsoleAdmin): Promise<void> => void (await post(orgUrl, "/__sandbox/sign-in", { admin: admin.login }));

/** Finds a group by its name and gives it another one, as the admin would by clicking. */
export async function renameGroup(orgUrl: string, admin: ConsoleAdmin, from: string, to: string): Promise<void> {
  const found = await asAdmin(orgUrl, admin, "GET", `/api/v1/groups?q=${encodeURIComponent(from)}`);
  const group = Array.isArray(found) ? (found[0] as { id?: string; profile?: object } | undefined) : undefined;
  if (!group?.id) throw new Error(`The org has no group "${from}".`);
  await asAdmin(orgUrl, admin, "PUT", `/api/v1/groups/${group.id}`, { profile: { ...group.profile, name: to } });
}

const asAdmin = (orgUrl: string, admin: ConsoleAdmin, method: string, path: string, body?: object): Promise<unknown> =>
  post(orgUrl, "/__sandbox/console", { admin: admin.login, method, path, ...(body && { body }) });

async function post(orgUrl: string, path: string, body: object): Promise<unknown> {
  const answer = await fetch(`${orgUrl}${path}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status} to ${path}: ${text}`);
  return text === "" ? undefined : (JSON.parse(text) as unknown);
}
