// One process of a server for the bench: `node server-process.ts serve|work`, set by its environment. Prints a line of JSON when it is ready.
import { join } from "node:path";
import { createFirstAccount, readSettings, start } from "@lockstep/server";

const phaseProgram = [process.execPath, join(import.meta.dirname, "../packages/cli/bin/lockstep.js"), "phase"] as const;
const serve = process.argv[2] === "serve";
const { server, address, stop } = await start({ settings: readSettings(), phaseProgram: [...phaseProgram], serve, work: !serve });
const account = { username: "bench", email: "bench@example.com", password: "a password for the bench", organization: "bench" };
const token = serve ? (await createFirstAccount(server, account)).token : "";
const { host = "", user = "", database = "", port } = server.database.connection;
const databaseUrl = `postgres://${user}@localhost:${port ?? 5432}/${database}?host=${encodeURIComponent(host)}`;
process.stdout.write(`ready ${JSON.stringify({ address, token, databaseUrl })}\n`);
process.once("SIGTERM", () => void stop().then(() => process.exit(0)));
