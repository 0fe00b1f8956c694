import type { Children, NoteRow } from "../world.ts";
import { activityBodies } from "./activity-texts.ts";
import { createOffspring } from "./offspring.ts";
import type { IndexedRecords } from "./person-records.ts";
import { Draws } from "./random.ts";
import { createChildren } from "./rows.ts";
import { streams } from "./streams.ts";
import { dayMs, lastAt } from "./timeline.ts";

/** Notes about one CRM's contacts: most contacts have none or one, one in forty many. */
export function createNotes(seed: number, size: number, agents: number, contacts: IndexedRecords): Children<NoteRow> {
  const { family, createdAt } = createOffspring({
    name: "note",
    seed,
    stream: streams.noteParents,
    size,
    parents: contacts.asParents,
    heavyShare: 0.2,
    heavyEvery: 40,
    quietShare: 0.4,
  });

  return createChildren("note", family, (serial, contact) => {
    const draws = new Draws(seed, streams.notes, serial);
    const madeAt = createdAt(serial);
    return {
      serial,
      body: draws.pick(activityBodies),
      contact,
      owner: draws.below(agents),
      createdAt: madeAt,
      updatedAt: madeAt + Math.floor(draws.unit() * Math.min(dayMs, lastAt - madeAt)),
    };
  });
}
