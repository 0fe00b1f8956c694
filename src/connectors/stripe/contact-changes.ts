// Customers do not say when they changed. First comes their list, and then, in rounds, the events about customers:
// https://docs.stripe.com/api/customers/list and https://docs.stripe.com/api/events/list
// Both go on behind an object, the newest first, so that new ones move nothing. An event has its customer as it was then;
// they come newest first, so customers are read anew. Events are kept for 30 days: a round that begins later than that is
// refused, and begins with the list again.
import { UpstreamError } from "../../errors.ts";
import { valueAtPath } from "../../mapping/field-map.ts";
import { flagAt, idAt, recordIn, recordsAt, ReplyShapeError } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import { listIn, notAPlace } from "../changes-by-instant.ts";
import type { Changes, ChangesPage } from "../contract.ts";
import { countOption } from "../options.ts";
import { PAGE_SIZE } from "./object-list.ts";
import { pathUnder } from "./reading.ts";

const TYPES = ["customer.created", "customer.updated", "customer.deleted"];
/** As each may be a customer to read. */
const EVENTS_PER_PAGE = 25;
const DAY_SECONDS = 86_400;

/** Unix seconds: `since` is when the list or the round before began, `started` when this round did. */
interface Place {
  readonly phase: "list" | "round";
  readonly since: number;
  readonly started: number;
  readonly cursor: string | null;
}

/** @param path of customers */
export function contactChanges(path: string): Changes {
  return {
    intervalMs: 60_000,
    async read(http, after) {
      const place = placeIn(after, Math.floor(http.now() / 1_000));
      return place.phase === "list" ? readList(http, path, place) : readRound(http, path, place);
    },
  };
}

async function readList(http: Http, path: string, place: Place): Promise<ChangesPage> {
  const reply = await http.get(path, { limit: PAGE_SIZE, starting_after: place.cursor ?? undefined });
  const records = recordsAt(reply, "data");
  const isAtEnd = !flagAt(reply, "has_more");
  const next: Place = isAtEnd ? { ...place, phase: "round", cursor: null } : { ...place, cursor: lastIdOf(records) };
  return { records, next: written(next, isAtEnd), isAtEnd };
}

async function readRound(http: Http, path: string, place: Place): Promise<ChangesPage> {
  const from = place.since - countOption(http, "changesOverlapSeconds");
  if (from < place.started - countOption(http, "eventDays") * DAY_SECONDS)
    throw new UpstreamError("stripe", "rejected");
  const reply = await http.get("/v1/events", {
    "types[]": TYPES,
    "created[gte]": from,
    limit: EVENTS_PER_PAGE,
    starting_after: place.cursor ?? undefined,
  });
  const events = recordsAt(reply, "data");
  const ids = new Set(events.flatMap((event) => idAt(valueAtPath(event, ["data", "object"]), "id") ?? []));
  const { records, gone } = await readCustomers(http, path, [...ids]);
  const isAtEnd = !flagAt(reply, "has_more");
  const next: Place = isAtEnd
    ? { ...place, since: place.started, cursor: null }
    : { ...place, cursor: lastIdOf(events) };
  return { records, gone, next: written(next, isAtEnd), isAtEnd };
}

async function readCustomers(http: Http, path: string, ids: readonly string[]) {
  const found = await Promise.all(
    ids.map(async (id) => {
      const customerPath = pathUnder(path, id);
      return { id, reply: customerPath === null ? undefined : await http.getOptional(customerPath) };
    }),
  );
  const isThere = (reply: unknown): boolean => reply !== undefined && valueAtPath(reply, ["deleted"]) !== true;
  return {
    records: found.filter(({ reply }) => isThere(reply)).map(({ reply }) => recordIn(reply)),
    gone: found.filter(({ reply }) => !isThere(reply)).map(({ id }) => id),
  };
}

function lastIdOf(records: readonly unknown[]): string {
  const id = idAt(records.at(-1), "id");
  if (id !== null) return id;
  throw new ReplyShapeError(`expected an id of the last of "data", as the list goes on behind it`);
}

// A round begins when its first page is asked for.
function written({ phase, since, started, cursor }: Place, isAtEnd: boolean): string {
  return JSON.stringify([phase, since, isAtEnd ? null : started, cursor]);
}

function placeIn(after: string | null, nowSeconds: number): Place {
  if (after === null) return { phase: "list", since: nowSeconds, started: nowSeconds, cursor: null };
  const [phase, since, started, cursor] = listIn(after);
  const isPlace = typeof since === "number" && (cursor === null || typeof cursor === "string");
  if (!isPlace || (phase !== "list" && phase !== "round")) throw notAPlace();
  return { phase, since, started: typeof started === "number" ? started : nowSeconds, cursor };
}
