import { spawn } from "node:child_process";
import { resolve } from "node:path";
import type { ProvisionerOutcome, ProvisionerRequest, RunProvisioner } from "@lockstep/engine";
import { isNull, valueToJson, type Value } from "@lockstep/hcl";

/** Carries out `local-exec`; the kinds that connect to machines have nothing to connect to here. */
export function provisionersIn(folder: string): RunProvisioner {
  return (request) => {
    if (request.type === "local-exec") return localExec(folder, request);
    return Promise.resolve(failure(`${request.type} provisioner error`, `Provisioners of type "${request.type}" connect to a machine; there is none behind an object of Okta. Use "local-exec".`));
  };
}

const failure = (summary: string, detail: string): ProvisionerOutcome => ({ problem: { summary, detail } });

function localExec(folder: string, { config, signal, onOutput }: ProvisionerRequest): Promise<ProvisionerOutcome> {
  const command = textOf(config, "command");
  if (command === undefined) return Promise.resolve(failure("Invalid local-exec provisioner command", "The command must be known and not empty."));
  const [program = defaultInterpreter[0], ...words] = [...(listOf(config, "interpreter") ?? defaultInterpreter), command];
  const shown = JSON.stringify([program, ...words]);
  if (plainOf(config, "quiet") !== true) onOutput(`Executing: ${shown}`);
  return new Promise((settle) => {
    const env = { ...process.env, ...environmentOf(config) };
    const child = spawn(program, words, { cwd: resolve(folder, textOf(config, "working_dir") ?? "."), env, signal, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const onData = (data: Buffer): void => {
      output += data.toString();
      for (const line of data.toString().split("\n").filter((text) => text !== "")) onOutput(line);
    };
    child.stdout.on("data", onData);
    child.stderr.on("data", onData);
    child.on("error", (problem) => settle(failure("local-exec provisioner error", `Error running command '${command}': ${problem.message}. Output: ${output}`)));
    child.on("close", (code) => settle(code === 0 ? {} : failure("local-exec provisioner error", `Error running command '${command}': exit status ${code ?? "unknown"}. Output: ${output}`)));
  });
}

const defaultInterpreter: readonly [string, string] = process.platform === "win32" ? ["cmd", "/C"] : ["/bin/sh", "-c"];

function plainOf(config: Value, name: string): unknown {
  const value = config.raw instanceof Map ? (config.raw.get(name) as Value | undefined) : undefined;
  return value === undefined || isNull(value) ? undefined : valueToJson(value);
}

const textOf = (config: Value, name: string): string | undefined => {
  const plain = plainOf(config, name);
  return plain === undefined || plain === "" ? undefined : String(plain as string | number | boolean);
};

const listOf = (config: Value, name: string): string[] | undefined => {
  const plain = plainOf(config, name);
  return Array.isArray(plain) && plain.length > 0 ? plain.map(String) : undefined;
};

const environmentOf = (config: Value): Record<string, string> => {
  const plain = plainOf(config, "environment");
  return typeof plain === "object" && plain !== null ? Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, String(value)])) : {};
};
