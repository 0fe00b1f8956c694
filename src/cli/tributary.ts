#!/usr/bin/env node
import { enableCompileCache } from "node:module";

// Code that an earlier run compiled and stripped of its types: a faster start. Before anything else is loaded.
enableCompileCache();
const { createProgram } = await import("./program.ts");
const { describeError, exitCodeOf } = await import("./report-error.ts");

try {
  await createProgram().parseAsync();
} catch (error) {
  const text = describeError(error);
  if (text !== null) process.stderr.write(`${text}\n`);
  process.exitCode = exitCodeOf(error);
}
