// Contacts: first their list from end to end, then, in rounds, the search by `updated_at`, the latest change first.
// https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/listcontacts and searchcontacts
// The search knows days and no instants, so a round reads down to where the last one began. A cursor names the contact
// that it stands behind. In case it counts places instead: a change moves a contact to the front, which repeats others and
// passes none; only one that leaves could pull one over the edge of a page, and then the total is less than before, and
// the round begins again. How long until a search knows of a change is not documented: `changesOverlapSeconds`.
import { valueAtPath } from "../../mapping/field-map.ts";
import { idAt, recordsAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import { listIn, notAPlace } from "../changes-by-instant.ts";
import type { Changes, ChangesPage } from "../contract.ts";
import { countOption } from "../options.ts";
import { nextCursor, PAGE_SIZE, searchPage, type Collection } from "./search.ts";

/** In whole seconds: `since` is when the list or the round before began, `started` when this round did. */
type Place =
  | { readonly phase: "list"; readonly since: number; readonly cursor: string | null }
  | {
      readonly phase: "round";
      readonly since: number;
      readonly started: number;
      readonly cursor: string | null;
      readonly total: number;
    };

export function contactChanges(
  contacts: Collection,
  living: (records: readonly unknown[]) => readonly unknown[],
  slackSeconds: number,
): Changes {
  return {
    intervalMs: 60_000,
    async read(http, after) {
      const place = placeIn(after, Math.floor(http.now() / 1_000));
      const page = await (place.phase === "list"
        ? readList(http, contacts, place)
        : readRound(http, contacts, place, slackSeconds));
      const records = living(page.records);
      const isKept = new Set(records);
      const gone = page.records.filter((record) => !isKept.has(record)).flatMap((record) => idAt(record, "id") ?? []);
      return { ...page, records, gone };
    },
  };
}

type ListPlace = Extract<Place, { phase: "list" }>;
type RoundPlace = Extract<Place, { phase: "round" }>;

async function readList(http: Http, contacts: Collection, place: ListPlace): Promise<ChangesPage> {
  const reply = await http.get(contacts.path, { per_page: PAGE_SIZE, starting_after: place.cursor ?? undefined });
  const cursor = nextCursor(reply);
  const next = cursor === null ? ["round", place.since, null, null, 0] : ["list", place.since, cursor];
  return { records: recordsAt(reply, contacts.key), next: JSON.stringify(next), isAtEnd: cursor === null };
}

async function readRound(
  http: Http,
  contacts: Collection,
  place: RoundPlace,
  slackSeconds: number,
): Promise<ChangesPage> {
  const { since, started } = place;
  const from = since - countOption(http, "changesOverlapSeconds");
  const { records, next, total } = await searchPage(http, contacts, {
    conditions: [{ field: "updated_at", operator: ">", value: Math.max(0, from - slackSeconds) }],
    order: { field: "updatedAt", direction: "DESC" },
    after: place.cursor,
    size: PAGE_SIZE,
  });
  const changed = records.filter((record) => !isBefore(record, from));
  if (place.cursor !== null && total < place.total) {
    return { records: changed, next: JSON.stringify(["round", since, started, null, 0]), isAtEnd: false };
  }
  if (next === null || changed.length < records.length) {
    return { records: changed, next: JSON.stringify(["round", started, null, null, 0]), isAtEnd: true };
  }
  return { records: changed, next: JSON.stringify(["round", since, started, next, total]), isAtEnd: false };
}

function isBefore(record: unknown, seconds: number): boolean {
  const updated = valueAtPath(record, ["updated_at"]);
  return typeof updated === "number" && updated < seconds;
}

function placeIn(after: string | null, nowSeconds: number): Place {
  if (after === null) return { phase: "list", since: nowSeconds, cursor: null };
  const [phase, since, second, third, total] = listIn(after);
  if (typeof since === "number") {
    if (phase === "list" && typeof second === "string") return { phase, since, cursor: second };
    if (phase === "round" && (third === null || typeof third === "string") && typeof total === "number") {
      return { phase, since, started: typeof second === "number" ? second : nowSeconds, cursor: third, total };
    }
  }
  throw notAPlace();
}
