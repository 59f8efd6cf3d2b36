/** How to prove that one may read a repository. */
export type GitCredentials =
  | { readonly kind: "token"; readonly token: string; readonly user?: string }
  | { readonly kind: "ssh-key"; readonly privateKey: string; readonly hostKeys: HostKeys };

/** Which keys of a host are believed: those known (lines of a known_hosts file), or the first one seen, which is then told so that it can be kept. */
export type HostKeys = { readonly known: string } | { readonly learn: (knownHosts: string) => void };

/** A repository and the right to read it. */
export interface GitSource {
  readonly url: string;
  readonly credentials?: GitCredentials;
}

/** What this server allows, and how long and how large. */
export interface GitSettings {
  /** Hosts that may be asked; without a list, all of them. "*.example.com" stands for what is below. */
  readonly allowedHosts?: readonly string[];
  /** Folders of this machine, by path or file:. */
  readonly allowLocal?: boolean;
  readonly allowHttp?: boolean;
  readonly timeoutMs?: number;
  readonly mostBytes?: number;
  readonly mostFiles?: number;
  readonly signal?: AbortSignal;
  /** The program; "git" by default. */
  readonly program?: string;
  /** Certificates to trust besides the system's. */
  readonly caFile?: string;
}

export const gitDefaults = { timeoutMs: 120_000, mostBytes: 1024 ** 3, mostFiles: 100_000, program: "git" } as const;
