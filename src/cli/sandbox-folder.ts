// Where a gateway on the sandbox keeps what its vendors can't be asked for.
import { existsSync } from "node:fs";
import { lockFolder } from "../store/folder-lock.ts";
import { StoreError } from "../store/store-error.ts";

/**
 * A folder for each data set, as what is kept of one is no part of another; and for each gateway on it, as a folder has one
 * owner: the first that no other process has.
 */
export function sandboxFolder({ seed, customers }: { readonly seed: number; readonly customers: number }): string {
  const first = `.tributary/sandbox-${seed}-${customers}`;
  let folder = first;
  for (let place = 2; isInUse(folder); place += 1) folder = `${first}-${place}`;
  return folder;
}

function isInUse(folder: string): boolean {
  if (!existsSync(folder)) return false;
  try {
    lockFolder(folder)();
    return false;
  } catch (problem) {
    if (problem instanceof StoreError) return true;
    throw problem;
  }
}
