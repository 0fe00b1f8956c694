import { Option } from "commander";
import type { Command } from "commander";
import { grantableRoles } from "../config/roles.ts";
import { examples } from "./examples.ts";
import type { DiffFlags } from "./diff-schema.ts";
import { knownNames } from "./option-values.ts";
import type { PrintFlags } from "./print-schema.ts";
import { addSandboxOptions } from "./sandbox-options.ts";

/** `schema`: what clients, and routers, are offered. */
export function addSchemaCommand(program: Command): void {
  const schema = program.command("schema").description("Look at the schema that the gateway serves.");
  addPrint(schema);
  addDiff(schema);
}

function addPrint(schema: Command): void {
  schema
    .command("print")
    .description("Print the schema as SDL, whether a gateway runs or not.")
    .addOption(
      new Option("--roles <roles>", `only what these may read, of ${grantableRoles.join(", ")}`).argParser(
        knownNames("role", grantableRoles),
      ),
    )
    .option("--mfa", "with --roles: who signed in with a second factor")
    .addOption(
      new Option("--federation", "as a Federation 2 subgraph, for the composition of a supergraph").conflicts("roles"),
    )
    .option("--config <file>", "the configuration file, for its custom fields and its settings of federation")
    .addHelpText(
      "after",
      examples([
        ["npm run -s tributary -- schema print", "every type and field, and who may read it"],
        ["npm run -s tributary -- schema print --roles SALES,SUPPORT", "what these may read"],
        ["npm run -s tributary -- schema print --federation > tributary.graphql", "for rover supergraph compose"],
      ]),
    )
    .action(async (flags: PrintFlags) => {
      const { printSchema } = await import("./print-schema.ts");
      process.stdout.write(printSchema(flags));
    });
}

function addDiff(schema: Command): void {
  const command = schema
    .command("diff")
    .description(
      "Compare how each account has defined its fields with what the mapping expects; without a file, the sandbox's. " +
        "Exit code 0: no difference, 1: some, 2: a source could not be asked.",
    )
    .option("--json", "as JSON, for programs")
    .option("--config <file>", "the configuration file");
  addSandboxOptions(command)
    .addHelpText(
      "after",
      examples([
        ["npm run -s tributary -- schema diff", "tributary.yaml of this folder, else the sandbox"],
        ["npm run -s tributary -- schema diff --json", "for a nightly job"],
      ]),
    )
    .action(async (flags: DiffFlags) => {
      const { diffSchema } = await import("./diff-schema.ts");
      const { text, exitCode } = await diffSchema(flags);
      process.stdout.write(text);
      process.exitCode = exitCode;
    });
}
