// How a worker tells a child process to carry out one phase of a run, and what the child answers. The worker writes the request as one
// line of JSON to the child's standard input; the child writes frames, a line of JSON each, to its file descriptor 3. A frame that is to
// be safe before the child goes on (the journal, the last state) is answered with one line, "ok"; a question with its answer, a line of JSON.
import type { z } from "zod";
import type { runDiagnostic } from "./runs.ts";

/** A value for an input variable of the root module. */
export interface PhaseVariable {
  readonly key: string;
  readonly value: string;
  /** The value is an HCL expression; else it is the text itself. */
  readonly hcl: boolean;
}

/** The right to read the Git repositories of a host: for private modules and submodules. */
export type PhaseGitCredential =
  | { readonly kind: "token"; /** Scheme, host and port: "https://github.com". */ readonly origin: string; readonly user: string; readonly token: string }
  | { readonly kind: "ssh-key"; readonly host: string; readonly privateKey: string; /** Lines of a known_hosts file; undefined: the key that the host shows first is believed. */ readonly knownHosts?: string };

export interface PhaseRequest {
  readonly phase: "plan" | "apply" | "drift";
  /** Where the whole configuration was unpacked. */
  readonly root: string;
  /** The folder of the root module below it. */
  readonly folder: string;
  /** An empty folder for what the child writes: `plan`, `plan.json`, `redacted.json`, `state.json`, `drift.json`. */
  readonly results: string;
  /** A file that the worker touches every second. When it has not for some, the child ends at once: another may have the run. */
  readonly lease?: string;
  /** terraform.workspace */
  readonly workspace: string;
  readonly environment: Readonly<Record<string, string>>;
  /** In order of precedence: the later wins. */
  readonly variables: readonly PhaseVariable[];
  /** Used for input variables of these names that have no value otherwise: the connected org's `org_name`, `base_url`, `api_token`. */
  readonly fallbacks: readonly PhaseVariable[];
  /** A state file (version 4); undefined: there is none yet. */
  readonly state?: string;
  readonly logFormat: "json" | "text";
  readonly allowProvisioners: boolean;
  /** Modules may be read from repositories in folders of the machine. */
  readonly allowLocalGit?: boolean;
  readonly gitCredentials?: readonly PhaseGitCredential[];
  readonly planning?: {
    readonly mode: "normal" | "destroy" | "refresh-only";
    readonly refresh: boolean;
    readonly targets: readonly string[];
    readonly replaces: readonly string[];
  };
  /** Records of an apply that ended in the middle and that nobody took up: what became of it is found out before the plan. */
  readonly recovering?: readonly unknown[];
  readonly applying?: {
    /** The plan that was confirmed. */
    readonly plan: string;
    /** Records of an apply of it that was interrupted. */
    readonly journal: readonly unknown[];
  };
  readonly scanning?: {
    /** Addresses to look at; undefined: all. */
    readonly addresses?: readonly string[];
  };
}

export interface PhaseCounts {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
  readonly import: number;
}

/** A problem that a phase came upon, as its page shows it. */
export type PhaseDiagnostic = Omit<z.output<typeof runDiagnostic>, "phase">;

/** How a phase ended. */
export interface PhaseResult {
  readonly ok: boolean;
  /** The first error. */
  readonly error?: { readonly summary: string; readonly detail: string };
  /** All that was shown, errors first where there are too many. */
  readonly diagnostics?: readonly PhaseDiagnostic[];
  readonly counts?: PhaseCounts;
  /** Would an apply do anything? */
  readonly applyable?: boolean;
  /** Requests by rate-limit bucket. */
  readonly requests: Readonly<Record<string, number>>;
  /** A check block or condition that does not hold. */
  readonly failedChecks?: number;
  /** Modules were fetched that are not in the archive: they lie in `.terraform/modules` of the root module's folder. */
  readonly fetchedModules?: boolean;
  /** What `recovering` told is in the state now: those records are done with. */
  readonly recovered?: boolean;
  /** Requests that an apply of this plan will need, by rate-limit bucket. */
  readonly forecast?: Readonly<Record<string, number>>;
  /** Was anything found that is not as the state has it? */
  readonly drifted?: boolean;
}

export type PhaseFrame =
  | { readonly kind: "log"; readonly text: string }
  /** Answered. */
  | { readonly kind: "journal"; readonly record: unknown }
  /** The state as it is now is in `state.json`. Answered when it is the last one. */
  | { readonly kind: "state"; readonly last: boolean }
  /** Asks for another workspace's outputs. Answered with a PhaseKeptState. */
  | ({ readonly kind: "kept-state" } & PhaseStateWanted)
  | { readonly kind: "result"; readonly result: PhaseResult };

/** A workspace whose outputs a configuration reads by terraform_remote_state. */
export interface PhaseStateWanted {
  /** As the configuration names it; undefined: HCP Terraform's own. */
  readonly host?: string;
  readonly organization: string;
  readonly workspace: string;
}

/** A state with its outputs alone (version 4; null: there is none yet), why it cannot be had, or that another server keeps it. */
export type PhaseKeptState = { readonly state: object | null } | { readonly problem: string } | { readonly elsewhere: true };
