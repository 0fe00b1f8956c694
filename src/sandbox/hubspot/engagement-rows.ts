import type { ActivityRow, Children, CrmBook, NoteRow } from "../world.ts";

/** The book's notes and activities, those of a kind by themselves. Serials are the kind's own, in order of creation. */
export interface EngagementRows {
  readonly notes: Children<NoteRow>;
  readonly tasks: Children<ActivityRow>;
  readonly calls: Children<ActivityRow>;
  readonly meetings: Children<ActivityRow>;
  readonly emails: Children<ActivityRow>;
}

export function createEngagementRows({ notes, activities }: CrmBook): EngagementRows {
  const serials: Readonly<Record<ActivityRow["kind"], number[]>> = { task: [], call: [], meeting: [], email: [] };
  /** By the activity's serial: its place among those of its kind. */
  const places = new Uint32Array(activities.size);
  for (let serial = 0; serial < activities.size; serial += 1) {
    places[serial] = serials[activities.at(serial).kind].push(serial) - 1;
  }
  const ofKind = (kind: ActivityRow["kind"]): Children<ActivityRow> => {
    const those = serials[kind];
    return {
      size: those.length,
      at: (place) => ({ ...activities.at(those[place] ?? Number.NaN), serial: place }),
      of: (contact) =>
        activities.of(contact).flatMap((serial) => {
          const place = places[serial] ?? Number.NaN;
          return those[place] === serial ? [place] : [];
        }),
    };
  };
  return { notes, tasks: ofKind("task"), calls: ofKind("call"), meetings: ofKind("meeting"), emails: ofKind("email") };
}
