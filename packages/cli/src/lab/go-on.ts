import { hasDesktop, openBrowser } from "../open-browser.ts";
import { paint, say, type Terminal } from "../terminal.ts";
import { untilStopped } from "../until-stopped.ts";
import { organization, type World } from "./world.ts";

/** Leaves everything up until it is interrupted, and says how to go on by hand; where there is a desktop the pages open in its browser. */
export async function goOnByHand(terminal: Terminal, environment: Readonly<Record<string, string | undefined>>, world: World, signal: AbortSignal): Promise<void> {
  const { bold } = paint(terminal);
  say(terminal, `\n${bold("Everything stays up. Go on by hand:")}\n`);
  whatNext(world).forEach((line, index) => say(terminal, `  ${index + 1}. ${line}`));
  say(terminal, `\n${addresses(world).join("\n")}`);
  if (hasDesktop(terminal, environment)) openBrowser(world.server.address);
  say(terminal, `\nPress Ctrl-C to stop it. The folder ${world.folder} is left behind.`);
  await untilStopped(signal);
}

/** What a newcomer does, one after another. */
function whatNext({ server, production, repository, account }: World): readonly string[] {
  return [
    `Open ${server.address} and sign in: name ${account.username}, password ${account.password}`,
    `Production has drifted: ${server.address}/app/${organization}/drift says what Casey Rivers changed, and when. Set it back, and confirm the run.`,
    `Change something yourself: open ${consoleOf(production)}, choose who you are, rename a group, and watch the drift appear.`,
    `Change the code: cd ${repository.preview}, edit groups.tf, git commit -am "my change", git push. The run of preview begins by itself.`,
    `Promote it: cd ${repository.production}, git pull --no-rebase --no-edit origin preview, git push. The run of production waits for Confirm & Apply.`,
  ];
}

function addresses({ server, preview, production, git, account, repository }: World): readonly string[] {
  const row = (name: string, ...values: readonly string[]): string => values.map((value, index) => `${(index === 0 ? name : "").padEnd(12)}${value}`).join("\n");
  const orgs = [preview, production].map((org) => row(org.name, `${org.url}  token ${org.token}`, `Admin Console  ${consoleOf(org)}`));
  return [
    row("server", `${server.address}  organization ${organization}  token ${account.token}`),
    ...orgs,
    row("repository", `${git.url}/okta.git  user lab  token ${git.token}`, `${repository.preview}  branch preview`, `${repository.production}  branch prod`),
  ];
}

const consoleOf = ({ url }: { readonly url: string }): string => `${url}/admin/groups`;
