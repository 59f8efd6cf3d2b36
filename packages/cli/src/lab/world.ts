import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { client, type Client } from "@lockstep/contract";
import { startSandbox, type RunningOrg } from "@lockstep/sandbox";
import { packageFolder } from "../package-folder.ts";
import { RemoteClient } from "../remote/client.ts";
import { findHost } from "../remote/host.ts";
import { startGitServer, type LabGitServer } from "./git-server.ts";
import { layRepository, type LabRepository } from "./repository.ts";
import { startServer, type ServerProcess } from "./server-process.ts";
import { startSlack, type SlackStandIn } from "./slack.ts";

/** Everything that the lab's story happens in. */
export interface World {
  readonly folder: string;
  readonly preview: RunningOrg;
  readonly production: RunningOrg;
  readonly repository: LabRepository;
  readonly git: LabGitServer;
  readonly slack: SlackStandIn;
  readonly server: ServerProcess;
  /** Our own interface, as the first account. */
  readonly api: Client;
  /** HCP Terraform's interface, as the first account. */
  readonly tfe: RemoteClient;
  readonly account: { readonly username: string; readonly password: string; readonly token: string };
  stop(keepFolder: boolean): Promise<void>;
}

export const organization = "identity";

/** Two sandbox orgs, a Git server with the repository, a Slack channel, and a server with its first account. */
export async function startWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-lab-"));
  // As root the embedded PostgreSQL runs under another account, which has to pass through.
  if (process.getuid?.() === 0) chmodSync(folder, 0o711);
  const repository = layRepository(join(folder, "git"), join(packageFolder, "../../examples/lab"));
  const sandbox = await startSandbox({ orgs: [{ name: "preview" }, { name: "production" }] });
  const [preview, production] = sandbox.running;
  if (!preview || !production) throw new Error("The sandbox did not start.");
  const git = await startGitServer(join(folder, "git"), randomBytes(12).toString("hex"));
  const slack = await startSlack();
  const [username, password] = ["alex", randomBytes(15).toString("base64url")];
  const server = await startServer(folder, {
    LOCKSTEP_ADMIN_USERNAME: username,
    LOCKSTEP_ADMIN_PASSWORD: password,
    LOCKSTEP_ADMIN_ORGANIZATION: organization,
    // Everything of the lab is on this machine, and nobody waits twenty seconds for a commit to be seen.
    LOCKSTEP_ALLOW_PRIVATE_NETWORKS: "true",
    LOCKSTEP_VCS_POLL_SECONDS: "1",
  });
  const token = await firstToken(server.url, username, password);
  const api = client(fetch, server.url, () => ({ authorization: `Bearer ${token}` }));
  const tfe = new RemoteClient(await findHost(new URL(server.url).host), token);
  const stop = async (keepFolder: boolean): Promise<void> => {
    await server.stop();
    await Promise.all([sandbox.stop(), git.close(), slack.close()]);
    if (!keepFolder) rmSync(folder, { recursive: true, force: true });
  };
  return { folder, preview, production, repository, git, slack, server, api, tfe, account: { username, password, token }, stop };
}

/** Signs in by name and password, as a browser does, and makes a token for the rest. */
async function firstToken(url: string, name: string, password: string): Promise<string> {
  const session: { cookie: string; csrf: string } = { cookie: "", csrf: "" };
  const keeping: typeof fetch = async (address, request) => {
    const answer = await fetch(address, request);
    session.cookie ||= answer.headers.getSetCookie().map((cookie) => cookie.split(";", 1)[0]).join("; ");
    return answer;
  };
  const signedIn = client(keeping, url, () => ({ ...(session.cookie && { cookie: session.cookie, "x-csrf-token": session.csrf }) }));
  const { csrfToken } = await signedIn.accounts.signIn({ body: { name, password } });
  session.csrf = csrfToken ?? "";
  return (await signedIn.accessTokens.createAccountToken({ body: { description: "the lab" } })).token;
}
