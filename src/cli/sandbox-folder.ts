// Where a gateway on the sandbox keeps what its vendors can't be asked for.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { lockFolder } from "../store/folder-lock.ts";
import { StoreError } from "../store/store-error.ts";

export interface ClaimedFolder {
  readonly path: string;
  release(): void;
}

/** More gateways on one data set than anybody starts: behind these it is not others who have the folders. */
const MOST = 20;

/**
 * A folder for each data set, as what is kept of one is no part of another, and for each gateway on it, as a folder has one
 * owner: the first that nobody has claimed. A claim ends with its process, however that ends. Where no folder can be made
 * or locked, the first is given without a claim: the store will say what is wrong with it.
 */
export function claimSandboxFolder(world: { readonly seed: number; readonly customers: number }): ClaimedFolder {
  const first = `.tributary/sandbox-${world.seed}-${world.customers}`;
  try {
    for (let place = 1; place <= MOST; place += 1) {
      const path = place === 1 ? first : `${first}-${place}`;
      const release = claim(path);
      if (release !== null) return { path, release };
    }
  } catch (problem) {
    if (!(problem instanceof Error && "code" in problem)) throw problem;
  }
  return { path: first, release: () => undefined };
}

/** Null where another has it. A lock beside the store's own, which is taken much later. Throws the system's errors. */
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
