import { Option } from "commander";
import type { Command } from "commander";
import { lastPlace } from "../sandbox/vendor-list.ts";
import { examples } from "./examples.ts";
import { wholeNumber } from "./option-values.ts";
import type { RunSandboxFlags } from "./run-sandbox.ts";
import { addSandboxOptions } from "./sandbox-options.ts";

/** `sandbox`: the vendors' servers alone, for a gateway that is started elsewhere. */
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
}
