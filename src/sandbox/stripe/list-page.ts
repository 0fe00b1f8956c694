// GET /v1/<resource>: https://docs.stripe.com/api/pagination
import { StripeFault } from "./fault.ts";
import type { JsonObject } from "./json.ts";
import type { Params, Range } from "./params.ts";
import type { Resource, View } from "./resource.ts";
import { keyOfParam } from "./resource.ts";
import type { Sequence } from "./sequence.ts";
import { firstPosition } from "./sequence.ts";

const maxLimit = 100;
const defaultLimit = 10;

/** Answers a list, newest first. Throws StripeFault. */
export function listPage<Row>(resource: Resource<Row>, params: Params, view: View): JsonObject {
  const limit = params.integer("limit", { min: 1, max: maxLimit }) ?? defaultLimit;
  const created = params.range("created");
  const after = cursorOf("starting_after", resource, params, view);
  const before = cursorOf("ending_before", resource, params, view);
  const { sequence = resource.all(view), accepts = () => true } = resource.select(params, view);
  params.finish();
  if (after !== null && before !== null) {
    throw new StripeFault(400, { message: "You can only provide one of starting_after or ending_before." });
  }

  const order = createOrder(resource, sequence, view);
  const window = windowOf(order, created);
  const low = before === null ? window.low : Math.max(window.low, order.positionAfter(before));
  const high = after === null ? window.high : Math.min(window.high, order.positionOf(after));
  const found: JsonObject[] = [];
  let hasMore = false;
  for (let step = 0; step < high - low && !hasMore; step += 1) {
    // Backwards paging takes the records next to the cursor, which are the oldest of those before it.
    const key = sequence.at(before === null ? high - 1 - step : low + step);
    const row = resource.row(key, view);
    if (row === null || !accepts(row, key)) continue;
    if (found.length === limit) hasMore = true;
    else found.push(resource.render(row, key, view));
  }
  return {
    object: "list",
    data: before === null ? found : found.reverse(),
    has_more: hasMore,
    url: `/v1${resource.path}`,
  };
}

function cursorOf<Row>(name: string, resource: Resource<Row>, params: Params, view: View): number | null {
  const id = params.string(name);
  return id === undefined ? null : keyOfParam(resource, id, name, view);
}

interface Order {
  readonly length: number;
  /** The position of a key, or that which it would have. */
  positionOf(key: number): number;
  positionAfter(key: number): number;
  /** The first position whose record was created at this second or later. */
  positionOfTime(seconds: number): number;
}

function createOrder<Row>(resource: Resource<Row>, sequence: Sequence, view: View): Order {
  const createdOf = (key: number): number => resource.created(key, view);
  const compare = (left: number, right: number): number => createdOf(left) - createdOf(right) || left - right;
  return {
    length: sequence.length,
    positionOf: (key) => firstPosition(sequence, (candidate) => compare(candidate, key) >= 0),
    positionAfter: (key) => firstPosition(sequence, (candidate) => compare(candidate, key) > 0),
    positionOfTime: (seconds) => firstPosition(sequence, (candidate) => createdOf(candidate) >= seconds),
  };
}

function windowOf(order: Order, created: Range | undefined): { low: number; high: number } {
  if (created === undefined) return { low: 0, high: order.length };
  return { low: order.positionOfTime(created.from), high: order.positionOfTime(created.to + 1) };
}
