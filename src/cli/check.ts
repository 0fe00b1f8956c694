import type { Command } from "commander";
import type { CheckFlags } from "./check-sources.ts";
import { examples } from "./examples.ts";
import { addSandboxOptions } from "./sandbox-options.ts";

/** `check`: is the configuration right, and does every source answer with its credentials? */
export function addCheckCommand(program: Command): void {
  const command = program
    .command("check")
    .description("Check tributary.yaml and ask each source whether its credentials work; without a file, the sandbox.")
    .option("--config <file>", "the configuration file");
  addSandboxOptions(command)
    .addHelpText(
      "after",
      examples([
        ["npm run -s tributary -- check", "tributary.yaml of this folder, else the sandbox"],
        ["npm run -s tributary -- check --config staging.yaml", "another file"],
      ]),
    )
    .action(async (flags: CheckFlags) => {
      const { check } = await import("./check-sources.ts");
      await check(flags);
    });
}
