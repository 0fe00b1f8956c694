import type { Command } from "commander";
import { examples } from "./examples.ts";
import type { PrintFlags } from "./print-schema.ts";

/** `schema`: what clients, and routers, are offered. */
export function addSchemaCommand(program: Command): void {
  const schema = program.command("schema").description("Look at the schema that the gateway serves.");
  schema
    .command("print")
    .description("Print the schema as SDL, whether a gateway runs or not.")
    .option("--federation", "as a Federation 2 subgraph, for the composition of a supergraph")
    .option("--config <file>", "the configuration file, for its settings of federation")
    .addHelpText(
      "after",
      examples([
        ["npm run -s tributary -- schema print", "every type and field, and who may read it"],
        ["npm run -s tributary -- schema print --federation > tributary.graphql", "for rover supergraph compose"],
      ]),
    )
    .action(async (flags: PrintFlags) => {
      const { printSchema } = await import("./print-schema.ts");
      process.stdout.write(printSchema(flags));
    });
}
