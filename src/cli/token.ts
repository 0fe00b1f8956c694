import { Option } from "commander";
import type { Command } from "commander";
import { grantableRoles } from "../config/roles.ts";
import type { Role } from "../generated/types.ts";
import { examples } from "./examples.ts";
import { duration, knownNames, names } from "./option-values.ts";
import { SANDBOX_SUBJECT, SANDBOX_TOKEN_SECONDS, sandboxToken } from "./sandbox-token.ts";

interface Options {
  readonly roles: readonly Role[];
  readonly brands?: readonly string[];
  readonly mfa?: true;
  readonly expiresIn: number;
  readonly subject: string;
}

/** `token`: a token for the sandbox's key on standard output, and nothing else. */
export function addTokenCommand(program: Command): void {
  program
    .command("token")
    .description("Print a token that a gateway on the sandbox accepts.")
    .addOption(
      new Option("--roles <roles>", `what its bearer may see: ${grantableRoles.join(", ")}`)
        .argParser(knownNames("role", grantableRoles))
        .makeOptionMandatory(),
    )
    .addOption(
      new Option("--brands <brands>", "brands whose rows its bearer may see (default: all of the sandbox's)").argParser(
        names,
      ),
    )
    .option("--mfa", "its bearer signed in with a second factor")
    .addOption(
      new Option("--expires-in <time>", "how long it is good for: 90s, 15m, 1h, 7d")
        .argParser(duration)
        .default(SANDBOX_TOKEN_SECONDS, "1h"),
    )
    .option("--subject <name>", "who its bearer is", SANDBOX_SUBJECT)
    .addHelpText(
      "after",
      examples([
        ["npm run -s token -- --roles SUPPORT,SALES", "for an hour"],
        ["npm run -s token -- --roles ADMIN --mfa --expires-in 1d", "with a second factor, for a day"],
        ['npm run -s token -- --roles MARKETING --brands "Harbor Games"', "no rows of other brands"],
      ]),
    )
    .action(({ expiresIn, ...bearer }: Options) => {
      process.stdout.write(`${sandboxToken({ ...bearer, expiresInSeconds: expiresIn })}\n`);
    });
}
