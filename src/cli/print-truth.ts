// What `sandbox truth` does.
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { personIdsIn } from "../sandbox/person-ids.ts";
import { createWorld } from "../sandbox/world/create-world.ts";
import { groundTruth } from "../sandbox/world/ground-truth.ts";
import type { World } from "../sandbox/world.ts";
import type { SandboxFlags } from "./sandbox-options.ts";

/** A record that several people share stands in the line of each: nobody can tell them apart by it. */
export interface TrueLine {
  readonly person: number;
  readonly records: readonly { readonly source: string; readonly recordId: string }[];
}

/** Writes a line a person: to whoever reads, as fast as they do, and no more once they leave. */
export async function printTruth({ seed, customers, sources }: SandboxFlags, now = Date.now): Promise<void> {
  const lines = truthLines(createWorld({ seed, customers }), sources, now);
  try {
    await pipeline(Readable.from(texts(lines)), process.stdout, { end: false });
  } catch (problem) {
    if (!(problem instanceof Error && "code" in problem && problem.code === "EPIPE")) throw problem; // `head` had enough
  }
}

/** Who is who in these vendors' systems, by the ids that their records have there. Without the people who are in none. */
export function* truthLines(world: World, sources: SandboxFlags["sources"], now: () => number): Iterable<TrueLine> {
  const idsIn = new Map(sources?.map((source) => [source, personIdsIn(world, source, now)]));
  for (const { person, records: known } of groundTruth(world, sources)) {
    const records = new Map<string, TrueLine["records"][number]>();
    for (const { source, serial } of known) {
      const ids = idsIn.get(source) ?? personIdsIn(world, source, now);
      idsIn.set(source, ids);
      for (const recordId of ids(serial)) records.set(`${source} ${recordId}`, { source, recordId });
    }
    if (records.size > 0) yield { person, records: [...records.values()] };
  }
}

function* texts(lines: Iterable<TrueLine>): Iterable<string> {
  for (const line of lines) yield `${JSON.stringify(line)}\n`;
}
