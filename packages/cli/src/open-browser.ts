import { spawn } from "node:child_process";
import type { Terminal } from "./terminal.ts";

/** Opens an address in the person's browser; where that is not possible nothing happens. */
export function openBrowser(address: string): void {
  const [program, words] = process.platform === "darwin" ? (["open", []] as const) : process.platform === "win32" ? (["rundll32", ["url.dll,FileProtocolHandler"]] as const) : (["xdg-open", []] as const);
  spawn(program, [...words, address], { stdio: "ignore", detached: true }).on("error", () => undefined).unref();
}

/** Is there a desktop with somebody before it? Not in continuous integration, nor where the output goes into a file. */
export function hasDesktop({ live }: Pick<Terminal, "live">, environment: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform = process.platform): boolean {
  if (!live || environment["CI"] || environment["SSH_CONNECTION"]) return false;
  return platform === "darwin" || platform === "win32" || Boolean(environment["DISPLAY"] || environment["WAYLAND_DISPLAY"]);
}
