import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { writeAtomically } from "../local/atomic-write.ts";
import { hostSettings } from "../modules/host-settings.ts";
import { RemoteFailure } from "./failure.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** The file in which `terraform login` keeps tokens: both programs use the same. */
export const credentialsFile = (environment: Environment): string =>
  process.platform === "win32" ? join(environment["APPDATA"] ?? homedir(), "terraform.d", "credentials.tfrc.json") : join(environment["HOME"] ?? homedir(), ".terraform.d", "credentials.tfrc.json");

/** The token for a host; undefined: nobody is signed in there. */
export const tokenFor = (host: string, environment: Environment): string | undefined => hostSettings(host, environment).token;

/** Keeps a token for a host; nobody else can read it. */
export function saveToken(host: string, token: string, environment: Environment): void {
  change(environment, (credentials) => ({ ...credentials, [host]: { token } }));
}

/** Forgets the token for a host; says whether there was one in the file. */
export function forgetToken(host: string, environment: Environment): boolean {
  if (!(host in read(credentialsFile(environment)).credentials)) return false;
  change(environment, ({ [host]: _gone, ...others }) => others);
  return true;
}

interface CredentialsFile {
  readonly credentials: Readonly<Record<string, unknown>>;
}

function change(environment: Environment, next: (credentials: CredentialsFile["credentials"]) => CredentialsFile["credentials"]): void {
  const path = credentialsFile(environment);
  const content = read(path);
  mkdirSync(join(path, ".."), { recursive: true, mode: 0o700 });
  writeAtomically(path, `${JSON.stringify({ ...content, credentials: next(content.credentials) }, null, 2)}\n`);
}

function read(path: string): CredentialsFile {
  if (!existsSync(path)) return { credentials: {} };
  try {
    const content = JSON.parse(readFileSync(path, "utf8")) as Partial<CredentialsFile>;
    return { ...content, credentials: content.credentials ?? {} };
  } catch {
    throw new RemoteFailure("Failed to read credentials", `The file "${path}" is not valid JSON. Mend it, or remove it and sign in again.`);
  }
}
