import { CommanderError } from "commander";
import { describe, expect, it } from "vitest";
import { CommandError, describeError, exitCodeOf } from "../../src/cli/report-error.ts";
import { ConfigError } from "../../src/errors.ts";

describe("describeError", () => {
  it("shows every mistake of a configuration, without a stack", () => {
    expect(describeError(new ConfigError(["a.yaml:1:1 x", "a.yaml:2:1 y"]))).toBe(
      "a.yaml:1:1 x\na.yaml:2:1 y\n2 mistakes in the configuration",
    );
  });

  it("says in words that a port is in use, with the fix", () => {
    const error = Object.assign(new Error("listen EADDRINUSE"), { code: "EADDRINUSE", port: 4000 });
    expect(describeError(error)).toMatch(/^Port 4000 is in use: .*PORT=4001/);
  });

  it("shows a stack for a bug only", () => {
    expect(describeError(new CommandError("Give --config FILE"))).toBe("Give --config FILE");
    expect(describeError(new TypeError("oops"))).toMatch(/^This is a bug in Tributary: TypeError: oops\n {4}at /);
  });

  it("leaves commander's errors to commander", () => {
    expect(describeError(new CommanderError(1, "commander.unknownOption", "x"))).toBeNull();
  });
});

describe("exitCodeOf", () => {
  it("is 0 for help, 2 for a wrong command line, 1 for the rest", () => {
    expect(exitCodeOf(new CommanderError(0, "commander.helpDisplayed", ""))).toBe(0);
    expect(exitCodeOf(new CommanderError(1, "commander.unknownOption", ""))).toBe(2);
    expect(exitCodeOf(new ConfigError([]))).toBe(1);
    expect(exitCodeOf(new Error("x"))).toBe(1);
  });
});
