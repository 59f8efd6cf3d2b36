import { bodyShape, decodeAttributes, decodeContent, evaluate, parseFile, parseJsonFile, sourceFromBytes, valueToJson, type Block } from "@lockstep/hcl";
import { filesIn } from "../local/files.ts";
import { RemoteFailure } from "./failure.ts";

/** Which workspaces of a server a folder is about, as its `cloud` or `backend "remote"` block and the environment say. */
export interface Target {
  readonly host: string;
  readonly organization: string;
  readonly workspaces: Workspaces;
  readonly project?: string;
}

export type Workspaces = { readonly kind: "name"; readonly name: string } | { readonly kind: "prefix"; readonly prefix: string } | { readonly kind: "tags"; readonly tags: Readonly<Record<string, string>> };

type Environment = Readonly<Record<string, string | undefined>>;

/** What a folder says; undefined: its state is a file beside it. */
export function targetIn(folder: string, environment: Environment): Target | undefined {
  if (environment["TF_FORCE_LOCAL_BACKEND"]) return undefined;
  const block = placesIn(folder)[0];
  return block && (block.type === "cloud" || block.labels[0]?.value === "remote") ? targetOf(block, environment) : undefined;
}

const files = bodyShape([], { terraform: [] }, { open: true });
const places = bodyShape([], { cloud: [], backend: ["type"] }, { open: true });
const within = bodyShape([], { workspaces: [] }, { open: true });

// Parsing all of a configuration only to learn that it has no such block would cost every command time.
function placesIn(folder: string): readonly Block[] {
  const disk = filesIn(folder);
  const names = (disk.list(".") ?? []).filter(({ name, kind }) => kind !== "folder" && /\.tf(\.json)?$/.test(name)).map(({ name }) => name);
  return names.flatMap((name) => {
    const bytes = disk.read(name);
    if (bytes === undefined || !/\b(cloud|backend)\b/.test(Buffer.from(bytes).toString("utf8"))) return [];
    const source = sourceFromBytes(name, bytes);
    const { value } = name.endsWith(".json") ? parseJsonFile(source) : parseFile(source);
    return decodeContent(value, files).value.blocks.flatMap(({ body }) => decodeContent(body, places).value.blocks);
  });
}

function targetOf(block: Block, environment: Environment): Target {
  const given = attributesOf(block);
  const workspaces = decodeContent(block.body, within).value.blocks[0];
  const inside = workspaces ? attributesOf(workspaces) : {};
  const host = text(given["hostname"]) ?? environment["TF_CLOUD_HOSTNAME"] ?? "app.terraform.io";
  const organization = text(given["organization"]) ?? environment["TF_CLOUD_ORGANIZATION"];
  if (organization === undefined) throw new RemoteFailure("Invalid or missing required argument", `The ${block.type} block names no organization. Write organization = "…" there, or set TF_CLOUD_ORGANIZATION.`);
  const project = text(inside["project"]) ?? environment["TF_CLOUD_PROJECT"];
  return { host: host.toLowerCase(), organization, workspaces: workspacesOf(inside, environment), ...(project !== undefined && { project }) };
}

function workspacesOf(inside: Readonly<Record<string, unknown>>, environment: Environment): Workspaces {
  const name = text(inside["name"]);
  if (name !== undefined) return { kind: "name", name };
  const prefix = text(inside["prefix"]);
  if (prefix !== undefined) return { kind: "prefix", prefix };
  const { tags } = inside;
  if (Array.isArray(tags)) return { kind: "tags", tags: Object.fromEntries(tags.map((tag) => [String(tag), ""])) };
  if (typeof tags === "object" && tags !== null) return { kind: "tags", tags: Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, String(value ?? "")])) };
  const chosen = environment["TF_WORKSPACE"];
  if (chosen) return { kind: "name", name: chosen };
  throw new RemoteFailure("Invalid workspaces configuration", 'Missing workspace mapping strategy. The block needs workspaces { name = "…" } or workspaces { tags = […] }, or the environment TF_WORKSPACE.');
}

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

// Backends know no variables: what is written there stands by itself.
function attributesOf(block: Block): Readonly<Record<string, unknown>> {
  const { value } = decodeAttributes(block.body);
  return Object.fromEntries([...value].map(([name, { expression }]) => [name, literal(expression)]));
}

function literal(expression: Parameters<typeof evaluate>[0]): unknown {
  const { value } = evaluate(expression);
  return value && valueToJson(value);
}
