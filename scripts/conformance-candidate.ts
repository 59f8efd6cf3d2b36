// The command that the recorded truths drive (../shared/conformance/README.md): the command line's own, without its start-up script.
import { main } from "../packages/cli/src/main.ts";

process.exitCode = await main(["candidate", ...process.argv.slice(2)]);
