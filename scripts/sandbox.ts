import { parseArgs } from "node:util";
import { quotasOf, startSandbox, type Quotas } from "../packages/sandbox/src/index.ts";

/** npm run sandbox -- --orgs dev,prod --port 0 --json: orgs in memory until it is stopped. */
const { values } = parseArgs({
  options: {
    orgs: { type: "string", default: "dev" },
    port: { type: "string", default: "0" },
    host: { type: "string", default: "127.0.0.1" },
    folder: { type: "string" },
    seed: { type: "string" },
    quotas: { type: "string", default: "workforce" },
    json: { type: "boolean", default: false },
  },
});

const first = Number(values.port);
const workforce = quotasOf("workforce");
const known: Readonly<Record<string, Quotas>> = { workforce, integrator: quotasOf("integrator"), off: { ...workforce, enforced: false } };
const quotas = known[values.quotas];
const sandbox = await startSandbox({
  orgs: values.orgs.split(",").map((name, index) => ({ name, port: first === 0 ? 0 : first + index })),
  host: values.host,
  ...(values.folder ? { folder: values.folder } : {}),
  ...(values.seed ? { seed: Number(values.seed) } : {}),
  ...(quotas ? { quotas } : {}),
});

for (const { name, url, token, admin } of sandbox.running) {
  console.log(values.json ? JSON.stringify({ name, url, token, admin }) : `${name}  ${url}  token ${token}  admin ${admin}`);
}
if (!values.json) console.log("Press Ctrl-C to stop.");

const stop = (): void => void sandbox.stop().then(() => process.exit(0));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);

// npm dies of a signal without passing it on: whoever stopped npm meant us.
const starter = process.ppid;
if (process.env["npm_lifecycle_event"]) setInterval(() => process.ppid !== starter && stop(), 200).unref();
