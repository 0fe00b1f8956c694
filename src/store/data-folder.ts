// What is where in the folder of an embedded store.
import { join } from "node:path";

/** PGlite's own folder. It is there once a store has been opened. */
export function databaseIn(folder: string): string {
  return join(folder, "database");
}
