// POST /api/external/events/v2, by what two independent clients of it tell (contracts/FACTS.md section 7): 200 whatever
// becomes of the events, and an error of an event under its eid. Codes that nobody tells are marked so.
import { z } from "zod";
import type { Account } from "./account.ts";

export interface EventError {
  readonly error_code: number;
  readonly error_message: string;
}

export interface EventsReply {
  readonly err_code: number;
  readonly err_message?: string;
  readonly event_errors: Readonly<Record<string, readonly EventError[]>>;
}

export const errors = {
  badKey: { err_code: 10_000, err_message: "Invalid API key", event_errors: {} },
  /** Nobody tells what is answered to a body that is no list. */
  badBody: { err_code: 10_002, err_message: "A JSON array of events is expected", event_errors: {} },
} as const satisfies Record<string, EventsReply>;

const userNotFound: EventError = { error_code: 10_001, error_message: "User not found" };
const brandNotFound: EventError = { error_code: 125, error_message: "Brand not found" };
const duplicate: EventError = { error_code: 20_056, error_message: "Duplicate event eid" };
/** Nobody tells how an event is refused that lacks something. */
const malformed = (problem: string): EventError => ({ error_code: 20_001, error_message: problem });

// One of the clients sends seconds, which the vendor would take for a day in January 1970.
const firstDate = Date.UTC(2001, 0, 1);

const eventShape = z.object({
  eid: z.string().min(1),
  event_date: z.number().min(firstDate, "event_date should be milliseconds since 1970"),
  ext_brand_id: z.string().min(1),
  user_ext_id: z.string().min(1),
  event_type: z.string().min(1),
  payload: z.record(z.string(), z.unknown()),
});

/** Takes the events that can be taken, in order. */
export function takeEvents(body: unknown, account: Account): EventsReply {
  if (!Array.isArray(body)) return errors.badBody;
  const found = new Map<string, EventError[]>();
  for (const [index, event] of body.entries()) {
    const { eid, problem } = take(event, account);
    if (problem === null) continue;
    const key = eid ?? `#${index}`;
    found.set(key, [...(found.get(key) ?? []), problem]);
  }
  return { err_code: 0, event_errors: Object.fromEntries(found) };
}

function take(event: unknown, account: Account): { readonly eid: string | null; readonly problem: EventError | null } {
  const shape = eventShape.safeParse(event);
  if (!shape.success) {
    const [issue] = shape.error.issues;
    return { eid: eidOf(event), problem: malformed(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`) };
  }
  const { eid, ext_brand_id: brand, user_ext_id: user } = shape.data;
  if (account.hasEvent(eid)) return { eid, problem: duplicate };
  if (!account.hasBrand(brand)) return { eid, problem: brandNotFound };
  const serial = account.find(brand, user);
  if (serial === null) return { eid, problem: userNotFound };
  account.accept(shape.data, serial);
  return { eid, problem: null };
}

function eidOf(event: unknown): string | null {
  return typeof event === "object" && event !== null && "eid" in event && typeof event.eid === "string"
    ? event.eid
    : null;
}
