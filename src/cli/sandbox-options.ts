// What can be said of the sandbox on the command line, for every command that starts one.
import { Option } from "commander";
import type { Command } from "commander";
import type { Vendor } from "../sandbox/vendor-server.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { knownNames, positiveNumber, wholeNumber } from "./option-values.ts";

export interface SandboxFlags {
  readonly customers: number;
  readonly seed: number;
  readonly latency: number;
  readonly rateScale: number;
  readonly sources?: readonly Vendor["name"][];
}

// Those of the sandbox's list of vendors, which itself is loaded only when started.
const vendorNames: Partial<Record<Vendor["name"], true>> = {
  hubspot: true,
  zendesk: true,
  stripe: true,
  smartico: true,
};

/** Adds --customers, --seed, --latency, --rate-scale and --sources. */
export function addSandboxOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--customers <count>", "people in the sandbox").argParser(wholeNumber(1, 5_000_000)).default(10_000),
    )
    .addOption(
      new Option("--seed <number>", "the same seed makes the same data")
        .argParser(wholeNumber(0, 2 ** 32 - 1))
        .default(1),
    )
    .addOption(
      new Option("--latency <ms>", "milliseconds that every reply of a vendor takes")
        .argParser(wholeNumber(0, 60_000))
        .default(20),
    )
    .addOption(
      // Ten, so that a demonstration or a loop over all customers does not wait as a real account would make it.
      new Option("--rate-scale <factor>", "how many times the vendors' own rate limits; 1 is true to them")
        .argParser(positiveNumber)
        .default(10),
    )
    .addOption(
      new Option("--sources <names>", `only some vendors, of ${Object.keys(vendorNames).join(", ")}`).argParser(
        knownNames("source", Object.keys(vendorNames).filter(isVendorName)),
      ),
    );
}

function isVendorName(name: string): name is Vendor["name"] {
  return Object.hasOwn(vendorNames, name);
}

/** Starts what the flags say. Rejects when a port is taken. */
export async function startSandboxOf(flags: SandboxFlags, basePort = 0): Promise<Sandbox> {
  const { startSandbox } = await import("../sandbox/sandbox.ts");
  return startSandbox({
    customers: flags.customers,
    seed: flags.seed,
    latencyMs: flags.latency,
    rateScale: flags.rateScale,
    ports: basePort,
    ...(flags.sources === undefined ? {} : { vendors: flags.sources }),
  });
}
