// What the person at the terminal is told: the trouble and the fix, and a stack only for what is a bug of ours.
import { CommanderError } from "commander";
import { ConfigError } from "../errors.ts";

/** A command could not do what it was asked; the message is for the terminal as it is. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}

/** What to print; null where commander has printed it already. */
export function describeError(error: unknown): string | null {
  if (error instanceof CommanderError) return null;
  if (error instanceof ConfigError) {
    const count = error.mistakes.length;
    return `${error.message}\n${count} ${count === 1 ? "mistake" : "mistakes"} in the configuration`;
  }
  if (error instanceof CommandError) return error.message;
  if (!(error instanceof Error)) return String(error);
  return portProblem(error) ?? `This is a bug in Tributary: ${error.stack ?? error.message}`;
}

/** 0 for help, 2 for a command line that can't be understood, 1 for everything else. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof CommanderError)) return 1;
  return error.exitCode === 0 ? 0 : 2;
}

function portProblem(error: Error): string | null {
  const code = "code" in error ? error.code : undefined;
  const port = "port" in error ? String(error.port) : "that";
  if (code === "EADDRINUSE") {
    const other = Number.isSafeInteger(Number(port)) ? Number(port) + 1 : 4001;
    return `Port ${port} is in use: stop what listens there, or choose another (PORT=${other} for the gateway, --port for the sandbox)`;
  }
  if (code === "EACCES")
    return `Port ${port} may not be opened by this user: choose one above 1023, for instance PORT=4000`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    return "This machine has no such address: set server.host to one of its own, or to 0.0.0.0";
  }
  return null;
}
