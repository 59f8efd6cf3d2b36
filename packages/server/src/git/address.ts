import { GitError } from "./failure.ts";

/** How a repository is reached. */
export type GitTransport = "https" | "http" | "ssh" | "file";

/** An address of a repository, taken apart. */
export interface GitAddress {
  readonly transport: GitTransport;
  /** Without a port; empty for a folder. */
  readonly host: string;
  /** What is given to Git, and may be shown: it has no password. */
  readonly url: string;
  /** Credentials that stood in the address. */
  readonly user: string;
  readonly password: string;
}

const transports: Readonly<Partial<Record<string, GitTransport>>> = { "https:": "https", "http:": "http", "ssh:": "ssh", "git+ssh:": "ssh", "file:": "file" };

/** Takes an address apart: https, ssh, "git@host:path", file or an absolute path. Everything else is refused, above all "ext::". */
export function readGitAddress(text: string): GitAddress {
  if (/^\/|^[A-Za-z]:[\\/]/.test(text)) return { transport: "file", host: "", url: text, user: "", password: "" };
  const short = /^(?:([\w.-]+)@)?([\w.-]{2,}):(?!\/\/|:)([^\s]+)$/.exec(text);
  if (short !== null) return readGitAddress(`ssh://${short[1] ?? "git"}@${short[2]}/${(short[3] ?? "").replace(/^\//, "")}`);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const transport = url && transports[url.protocol];
  if (url === undefined || transport === undefined || /[\s\0]/.test(text)) throw new GitError("bad-url", withoutCredentials(text));
  const { username, password, hostname } = url;
  // What begins with a hyphen would be an option of ssh.
  if ((hostname === "" && transport !== "file") || hostname.startsWith("-") || username.startsWith("-")) throw new GitError("bad-url", withoutCredentials(text));
  url.password = "";
  if (transport !== "ssh") url.username = "";
  return { transport, host: hostname.toLowerCase(), url: url.href, user: decodeURIComponent(username), password: decodeURIComponent(password) };
}

const withoutCredentials = (text: string): string => text.replace(/\/\/[^@/\s]*@/, "//").slice(0, 200);
