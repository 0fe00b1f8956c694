import { Option } from "commander";
import type { Command } from "commander";
import { examples } from "./examples.ts";
import type { ImportFlags } from "./run-import.ts";

/** `import`: records that a source can't be asked for, through the running gateway, which alone may write to its store. */
export function addImportCommand(program: Command): void {
  program
    .command("import")
    .description("Send records that a source can't be asked for to the running gateway: a JSON body a line.")
    .argument("<file>", "NDJSON: each line as the source's webhook would bring it; - for standard input")
    .addOption(new Option("--source <name>", "the source's name in the configuration").makeOptionMandatory())
    .option("--url <address>", "the gateway's address", "http://127.0.0.1:4000")
    .option("--token <token>", "the token of an ADMIN (default: TRIBUTARY_TOKEN of the environment)")
    .addHelpText(
      "after",
      examples([
        ["npm run -s tributary -- import --source smartico players.ndjson", "by the token in TRIBUTARY_TOKEN"],
        ["npm run -s tributary -- import --source smartico --url https://api.acme.example -", "from standard input"],
      ]),
    )
    .action(async (file: string, flags: ImportFlags) => {
      const { runImport } = await import("./run-import.ts");
      await runImport(file, flags);
    });
}
