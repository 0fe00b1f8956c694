import { Command } from "commander";
import { addCheckCommand } from "./check.ts";
import { examples } from "./examples.ts";
import { addImportCommand } from "./import.ts";
import { addSandboxCommand } from "./sandbox.ts";
import { addSchemaCommand } from "./schema.ts";
import { addServeCommand } from "./serve.ts";
import { addStartCommand } from "./start.ts";
import { addTokenCommand } from "./token.ts";

/** The command line. Parsing throws CommanderError instead of ending the process. */
export function createProgram(): Command {
  const program = new Command("tributary")
    .description("One GraphQL endpoint over a company's CRM, support desk and payments APIs.")
    .exitOverride()
    .showHelpAfterError("(--help shows what can be given)")
    .configureHelp({ showGlobalOptions: false })
    .helpOption("-h, --help", "show this help");
  // Subcommands inherit what is set above.
  addStartCommand(program);
  addServeCommand(program);
  addSandboxCommand(program);
  addTokenCommand(program);
  addCheckCommand(program);
  addImportCommand(program);
  addSchemaCommand(program);
  return program.addHelpText(
    "after",
    examples([
      ["npm start", "the sandbox and a gateway on it, to look around"],
      ["npm run -s token -- --roles SUPPORT", "a token for that gateway"],
      ["npm run -s tributary -- check", "is tributary.yaml right, and do its sources answer?"],
      ["npm run -s tributary -- serve --config tributary.yaml", "a gateway on your own accounts"],
    ]),
  );
}
