import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { bodyShape, decodeAttributes, decodeContent, evaluate, parseFile, parseJsonFile, sourceFromBytes, valueToJson, type Block } from "@lockstep/hcl";

/** What is set for a host in the environment and in Terraform's CLI configuration file. */
export interface HostSettings {
  readonly token?: string;
  /** Addresses by service, in place of what the host itself would say. */
  readonly services?: Readonly<Record<string, unknown>>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** https://developer.hashicorp.com/terraform/cli/config/config-file: TF_TOKEN_…, `credentials`, `host`. */
export function hostSettings(host: string, environment: Environment): HostSettings {
  const blocks = configurationFiles(environment).flatMap(blocksIn);
  const of = (type: string): Block | undefined => blocks.find((block) => block.type === type && block.labels[0]?.value.toLowerCase() === host);
  const token = tokenInEnvironment(host, environment) ?? settingOf(of("credentials"), "token");
  const services = settingOf(of("host"), "services");
  return { ...(typeof token === "string" && { token }), ...(typeof services === "object" && services !== null && { services: services as Record<string, unknown> }) };
}

// Underscores stand for dots, two of them for a hyphen; hyphens may also be written as they are.
function tokenInEnvironment(host: string, environment: Environment): string | undefined {
  const name = host.replace(/:\d+$/, "");
  const meant = (variable: string): string => variable.slice("TF_TOKEN_".length).replaceAll("__", "-").replaceAll("_", ".").toLowerCase();
  return Object.entries(environment).find(([variable]) => variable.startsWith("TF_TOKEN_") && meant(variable) === name)?.[1];
}

function configurationFiles(environment: Environment): string[] {
  const home = environment["HOME"] ?? homedir();
  const windows = process.platform === "win32";
  const named = environment["TF_CLI_CONFIG_FILE"] ?? (windows ? join(environment["APPDATA"] ?? home, "terraform.rc") : join(home, ".terraformrc"));
  const folder = windows ? join(environment["APPDATA"] ?? home, "terraform.d") : join(home, ".terraform.d");
  const more = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".tfrc") || name.endsWith(".tfrc.json")) : [];
  return [named, ...more.sort().map((name) => join(folder, name))].filter((path) => existsSync(path));
}

const shape = bodyShape([], { credentials: ["host"], host: ["host"] }, { open: true });

// What else such a file says, and what is wrong with it, is Terraform's business.
function blocksIn(path: string): readonly Block[] {
  const source = sourceFromBytes(path, readFileSync(path));
  const { value } = path.endsWith(".json") ? parseJsonFile(source) : parseFile(source);
  return decodeContent(value, shape).value.blocks;
}

function settingOf(block: Block | undefined, name: string): unknown {
  const expression = block && decodeAttributes(block.body).value.get(name)?.expression;
  const value = expression && evaluate(expression).value;
  return value && valueToJson(value);
}
