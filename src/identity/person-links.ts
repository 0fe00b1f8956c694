// A person of the store's, as a customer who is anchored on one of the records.
import type { Contact } from "../mapping/entities.ts";
import { isSameRecord } from "./keys.ts";
import { CONFIDENCE, type Link } from "./link.ts";
import type { SeenPerson } from "./seen-people.ts";

/** The person's records and why they are linked, the anchor first. */
export function linksOf({ members }: SeenPerson, anchor: Contact): readonly Link[] {
  const own = members.find((member) => isSameRecord(member, { source: anchor.source, recordId: anchor.id }));
  const others = members.filter((member) => member !== own);
  return [
    {
      source: anchor.source,
      recordId: anchor.id,
      rule: "ANCHOR",
      confidence: CONFIDENCE.ANCHOR,
      linkedAt: own?.linkedAt ?? null,
    },
    ...others.map(({ source, recordId, rule, confidence, linkedAt }): Link => {
      // What joined the two is said of the other, where the store's first record is not this caller's anchor.
      const why = rule === "ANCHOR" && own !== undefined ? own : { rule, confidence };
      return { source, recordId, rule: why.rule, confidence: why.confidence, linkedAt };
    }),
  ];
}

/** The ids of the person's records in a source, the anchor's first. */
export function recordIdsIn({ members }: SeenPerson, source: string, anchor: Contact): readonly string[] {
  const ids = members.flatMap((member) => (member.source === source ? [member.recordId] : []));
  return anchor.source === source ? [...new Set([anchor.id, ...ids])] : ids;
}
