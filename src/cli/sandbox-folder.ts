// Where a gateway on the sandbox keeps what its vendors can't be asked for.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { lockFolder } from "../store/folder-lock.ts";
import { StoreError } from "../store/store-error.ts";

export interface ClaimedFolder {
  readonly path: string;
  release(): void;
}

/**
 * A folder for each data set, as what is kept of one is no part of another, and for each gateway on it, as a folder has one
 * owner: the first that nobody has claimed. A claim ends with its process, however that ends.
 */
export function claimSandboxFolder({
  seed,
  customers,
}: {
  readonly seed: number;
  readonly customers: number;
}): ClaimedFolder {
  const first = `.tributary/sandbox-${seed}-${customers}`;
  for (let place = 1; ; place += 1) {
    const path = place === 1 ? first : `${first}-${place}`;
    const release = claim(path);
    if (release !== null) return { path, release };
  }
}

/** Null where another has it. A lock beside the store's own, which is taken much later. */
function claim(path: string): (() => void) | null {
  const place = join(path, "claim");
  mkdirSync(place, { recursive: true, mode: 0o700 });
  try {
    return lockFolder(place);
  } catch (problem) {
    if (problem instanceof StoreError) return null;
    throw problem;
  }
}
