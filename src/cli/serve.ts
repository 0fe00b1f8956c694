import type { Command } from "commander";
import { examples } from "./examples.ts";

/** `serve`: `start` for a deployment, which must never fall back to made-up data. */
export function addServeCommand(program: Command): void {
  program
    .command("serve")
    .description("Start the gateway on a configuration file; never on the sandbox.")
    .option("--config <file>", "the configuration file (default: tributary.yaml of this folder)")
    .addHelpText(
      "after",
      examples([
        ["npm run -s tributary -- serve", "on tributary.yaml"],
        ["npm run -s tributary -- serve --config /etc/tributary.yaml", "on another file"],
      ]),
    )
    .action(async (flags: { readonly config?: string }) => {
      const { serve } = await import("./start-gateway.ts");
      await serve(flags.config);
    });
}
