import { Option } from "commander";
import type { Command } from "commander";
import { lastPlace } from "../sandbox/vendor-list.ts";
import { examples } from "./examples.ts";
import { wholeNumber } from "./option-values.ts";
import type { RunSandboxFlags } from "./run-sandbox.ts";
import { addSandboxOptions } from "./sandbox-options.ts";

/** `sandbox`: the vendors' servers alone, for a gateway that is started elsewhere; `sandbox truth`: who is who in them. */
export function addSandboxCommand(program: Command): void {
  const port = new Option("--port <base>", "the admin port; the vendors take those after it (default: any free ports)");
  const command = program
    .command("sandbox")
    .description("Start the vendors' servers alone, over made-up data, and say how to point a gateway at them.")
    .addOption(port.argParser(wholeNumber(1, 65_000)));
  addSandboxOptions(command)
    .addHelpText(
      "after",
      examples([
        ["npm run sandbox", "10,000 customers on any free ports"],
        [
          "npm run sandbox -- --customers 1000000 --seed 7 --port 4100",
          `a million, on ports from 4100 to ${4_100 + lastPlace}`,
        ],
        ["npm run sandbox -- --latency 200 --rate-scale 1", "slow, and as strict as the vendors themselves"],
      ]),
    )
    .action(async (flags: RunSandboxFlags) => {
      const { runSandbox } = await import("./run-sandbox.ts");
      await runSandbox(flags);
    });
  // Commander gives options to the command that has them, wherever they stand: those of `sandbox` hold for both.
  command
    .command("truth")
    .description(
      "Print which records are the same person's, a line of JSON a person: { person, records: [{ source, recordId }] }. Takes --seed, --customers and --sources of `sandbox`, which make the same data there.",
    )
    .addHelpText(
      "after",
      examples([
        ["npm run -s sandbox -- truth --seed 7 --customers 5000 > truth.ndjson", "of all vendors"],
        ["npm run -s sandbox -- truth --sources hubspot,zendesk", "of two of them"],
      ]),
    )
    .action(async (_flags: object, truth: Command) => {
      const { printTruth } = await import("./print-truth.ts");
      await printTruth(truth.optsWithGlobals<RunSandboxFlags>());
    });
}
