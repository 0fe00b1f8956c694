import type { Command } from "commander";
import { examples } from "./examples.ts";
import { addSandboxOptions } from "./sandbox-options.ts";
import type { StartFlags } from "./start-gateway.ts";

/** `start`: the gateway on tributary.yaml, or on a sandbox of its own where there is none. */
export function addStartCommand(program: Command): void {
  const command = program
    .command("start")
    .description("Start the gateway on tributary.yaml of this folder; without one, on a sandbox of its own.")
    .option("--config <file>", "the configuration file")
    .option("--host <address>", "what the sandbox's gateway listens on (default: 127.0.0.1)");
  addSandboxOptions(command)
    .addHelpText(
      "after",
      examples([
        ["npm start", "a sandbox of 10,000 customers"],
        ["npm start -- --sources salesforce,zendesk", "on some of the vendors"],
        ["npm start -- --customers 500 --latency 300", "a small, slow one"],
        ["PORT=8080 npm start", "on another port"],
        ["npm start -- --config tributary.yaml", "on your own accounts"],
      ]),
    )
    .action(async (flags: StartFlags) => {
      const { start } = await import("./start-gateway.ts");
      await start(flags);
    });
}
