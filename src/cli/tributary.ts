#!/usr/bin/env node
import { createProgram } from "./program.ts";
import { describeError, exitCodeOf } from "./report-error.ts";

try {
  await createProgram().parseAsync();
} catch (error) {
  const text = describeError(error);
  if (text !== null) process.stderr.write(`${text}\n`);
  process.exitCode = exitCodeOf(error);
}
