import { quotasOf, startSandbox } from "@lockstep/sandbox";
import { UsageProblem, isOn, textOf } from "../arguments.ts";
import { exitCodes } from "../exit-codes.ts";
import { say } from "../terminal.ts";
import { untilStopped } from "../until-stopped.ts";
import type { Command } from "./command.ts";

export const sandbox: Command = {
  name: "sandbox",
  describe: "Start Okta orgs in memory, each at a port of its own, until stopped.",
  flags: [
    { name: "orgs", kind: "text", value: "names", describe: "Names of the orgs, with commas between them.", default: "dev" },
    { name: "port", kind: "text", value: "port", describe: "Port of the first org; the others follow. 0 takes free ones.", default: "0" },
    { name: "host", kind: "text", value: "address", describe: "Address to listen at.", default: "127.0.0.1" },
    { name: "folder", kind: "text", value: "folder", describe: "Keep the orgs in this folder from one start to the next." },
    { name: "seed", kind: "text", value: "number", describe: "The same number makes the same ids and tokens." },
    { name: "quotas", kind: "text", value: "kind", describe: "Rate limits: workforce, integrator, or off.", default: "workforce" },
    { name: "json", kind: "switch", describe: "One JSON line for each org once it listens." },
  ],
  async run({ flags, terminal, signal }) {
    const first = portOf(textOf(flags, "port") ?? "0");
    const names = (textOf(flags, "orgs") ?? "dev").split(",").map((name) => name.trim()).filter((name) => name !== "");
    const folder = textOf(flags, "folder");
    const seed = textOf(flags, "seed");
    const running = await startSandbox({
      orgs: names.map((name, index) => ({ name, port: first === 0 ? 0 : first + index })),
      host: textOf(flags, "host") ?? "127.0.0.1",
      quotas: quotasNamed(textOf(flags, "quotas") ?? "workforce"),
      ...(folder !== undefined && { folder }),
      ...(seed !== undefined && { seed: Number(seed) }),
    });
    for (const { name, url, token, admin } of running.running) {
      say(terminal, isOn(flags, "json") ? JSON.stringify({ name, url, token, admin, console: consoleOf(url) }) : `${name}  ${url}  token ${token}  admin ${admin}\n  Admin Console  ${consoleOf(url)}`);
    }
    if (!isOn(flags, "json")) say(terminal, "Press Ctrl-C to stop.");
    await untilStopped(signal);
    await running.stop();
    return exitCodes.success;
  },
};

/** Where the org's Admin Console is, to change things by hand. */
const consoleOf = (url: string): string => `${url}/admin/dashboard`;

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageProblem(`"-port" is a number from 0 to 65535, not "${text}".`);
  return port;
}

function quotasNamed(kind: string): ReturnType<typeof quotasOf> {
  if (kind === "workforce" || kind === "integrator") return quotasOf(kind);
  if (kind === "off") return { ...quotasOf("workforce"), enforced: false };
  throw new UsageProblem(`"-quotas" is workforce, integrator or off, not "${kind}".`);
}
