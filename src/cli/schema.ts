import { Option } from "commander";
import type { Command } from "commander";
import { grantableRoles } from "../config/roles.ts";
import { examples } from "./examples.ts";
import { knownNames } from "./option-values.ts";
import type { PrintFlags } from "./print-schema.ts";

/** `schema`: what clients, and routers, are offered. */
export function addSchemaCommand(program: Command): void {
  const schema = program.command("schema").description("Look at the schema that the gateway serves.");
  addPrint(schema);
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
