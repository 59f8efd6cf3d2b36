// npm run bench [-- engine|org|server|drift] [--quick] [--only=<shape>]: each bench prints lines with numbers; nothing is asserted.
import { benchDrift } from "../benches/drift.ts";
import { benchEngine } from "../benches/engine.ts";
import { benchOrg } from "../benches/org.ts";
import { benchServer } from "../benches/server.ts";

/** The benches by name. */
const benches: Readonly<Record<string, (quick: boolean, only?: string) => Promise<void>>> = { engine: benchEngine, org: benchOrg, server: benchServer, drift: benchDrift };

const words = process.argv.slice(2);
const quick = words.includes("--quick");
const only = words.find((word) => word.startsWith("--only="))?.slice("--only=".length);
const chosen = words.filter((word) => !word.startsWith("-"));
for (const name of chosen.length > 0 ? chosen : Object.keys(benches)) {
  const bench = benches[name];
  if (!bench) {
    console.error(`There is no bench "${name}"; there are: ${Object.keys(benches).join(", ")}.`);
    process.exit(2);
  }
  console.log(`== ${name}`);
  await bench(quick, only);
}
