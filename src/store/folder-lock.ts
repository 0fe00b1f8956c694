// Who owns a data folder. The lock is the operating system's, on a file: it ends with its process, however that ends.
// SQLite, which comes with Node, takes it in the way of each system; nothing is stored in it.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StoreError } from "./store-error.ts";

/** The function that it gives releases the folder. Throws StoreError where another has it, this process included. */
export function lockFolder(folder: string): () => void {
  const note = join(folder, "owner");
  const lock = new DatabaseSync(join(folder, "lock"));
  try {
    lock.exec("pragma busy_timeout = 0; pragma journal_mode = off; begin exclusive");
  } catch (problem) {
    lock.close();
    throw new StoreError(
      `The data folder ${folder} is in use by process ${ownerIn(note)}: stop that one, give this one another ` +
        "`store.folder`, or have both share a PostgreSQL by `store.url`",
      problem,
    );
  }
  writeFileSync(note, String(process.pid));
  return () => lock.close();
}

function ownerIn(note: string): string {
  try {
    return readFileSync(note, "utf8");
  } catch {
    return "(unknown)"; // It has the lock and has not written its number yet.
  }
}
