import { connectTo, type Connection } from "../src/db/connect.ts";
import { readSettings } from "../src/settings.ts";
import { start } from "../src/start.ts";
import { phaseProgram } from "./test-server.ts";

/** A worker of its own process: `node chaos-worker.ts <connection>`; its settings are those of its environment. */
const [connection = "{}"] = process.argv.slice(2);
// What the test writes is a connection.
const database = connectTo(JSON.parse(connection) as Connection, 5);
const { stop } = await start({ settings: readSettings(), phaseProgram: [...phaseProgram], serve: false, work: true, database });
process.once("SIGTERM", () => void stop("It was told to.").then(() => process.exit(0)));
process.stdout.write("ready\n");
