// One source's records of a type, counted and added up: by the vendor where it can, else by reading its list to the end.
import type { ComputedSums, List, RecordPage } from "../connectors/contract.ts";
import { UpstreamError } from "../errors.ts";
import { withShapeErrors } from "../loaders/load-scope.ts";
import { entitySourceOf, type CallScope, type Source } from "../loaders/source.ts";
import { fieldOf } from "../mapping/field-map.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Counted, Run } from "./sum-store.ts";
import { createTally, type Tally, type TallyOf } from "./tally.ts";

export interface Counting {
  readonly source: Source;
  readonly of: Omit<TallyOf, "fields" | "mapping">;
  readonly clock: Clock;
  readonly observe: NonNullable<CallScope["observe"]>;
}

/** A call may take as long, as nobody waits for it: it stands behind those of whoever waits. */
const TIMEOUTS_A_CALL = 4;
/** A page that is refused for want of quota is asked for again so often, */
const MAX_REFUSALS = 100;
/** after so long where the source does not say. */
const REFUSED_MS = 5_000;

/** Rejects with UpstreamError or RequestError. */
export async function countRecords(counting: Counting, run: Run): Promise<Counted> {
  const { source, of } = counting;
  const entity = entitySourceOf(source, of.type);
  const computed = await compute(counting);
  const mapping = computed === null ? source.mapping : { ...source.mapping, areAmountsComputed: true as const };
  const tally = createTally({ ...of, fields: entity?.fields ?? {}, mapping });
  if (computed !== null) {
    for (const { record, count } of computed.groups) tally.add(record, count);
    return counted(tally, run, computed.isPartial !== true);
  }
  run.showsBy(() => counted(tally, run, false));
  if (entity?.list !== undefined) await readAll(counting, entity.list, tally, run);
  return counted(tally, run, true);
}

function counted(tally: Tally, { startedAtMs }: Run, isEnd: boolean): Counted {
  const groups = tally.groups();
  const { problem } = tally;
  return { groups, readAtMs: startedAtMs, isEnd, problem };
}

/** As the vendor does it; null where it can't. What it refuses, it can't do. */
async function compute(counting: Counting): Promise<ComputedSums | null> {
  const { source, of } = counting;
  const { list, sums } = entitySourceOf(source, of.type) ?? {};
  const http = httpOf(counting, "interactive");
  const ask = async (): Promise<ComputedSums | null> => {
    const total = isPlainCount(of) ? await list?.count?.(http, of.request.filter) : null;
    if (typeof total === "number") return { groups: [{ record: {}, count: total }] };
    return (await sums?.compute?.(http, of.request)) ?? null;
  };
  try {
    return await withShapeErrors(source, ask);
  } catch (error) {
    if (error instanceof UpstreamError && error.failure === "rejected") return null;
    throw error;
  }
}

/** Is nothing told apart, and nothing added up? */
function isPlainCount({ request: { by, monthOf, amount }, only }: Counting["of"]): boolean {
  return by.length === 0 && monthOf === null && amount === null && only === null;
}

async function readAll(counting: Counting, list: List, tally: Tally, run: Run): Promise<void> {
  const { source, of } = counting;
  const entity = entitySourceOf(source, of.type);
  const { by, monthOf, amount, filter } = of.request;
  const only = of.only?.field ?? null;
  const select = [...new Set(["id", ...by, ...[monthOf, amount, only].filter((field) => field !== null)])];
  const size = Math.max(list.pageSize, entity?.sums?.pageSize ?? 0);
  const idOf = (record: unknown): unknown => fieldOf(entity?.fields ?? {}, "id")?.read(record, source.mapping);
  const seen = new Set<unknown>();
  let after: string | null = null;
  do {
    const request = { select, filter, order: null, after, size };
    const page: RecordPage = await patiently(counting, run, () => list.read(httpOf(counting, "background"), request));
    for (const record of page.records) {
      const id = valueOr(null, () => idOf(record));
      if (id !== null && seen.has(id)) continue; // what changes while a list is read may come again
      seen.add(id);
      tally.add(record, 1);
    }
    after = page.next;
  } while (after !== null);
}

async function patiently<R>({ source }: Counting, run: Run, call: () => Promise<R>): Promise<R> {
  for (let refusals = 0; ; refusals += 1) {
    if (run.isStopped) throw new UpstreamError(source.name, "unavailable", { detail: "the gateway stops" });
    try {
      return await withShapeErrors(source, call);
    } catch (error) {
      const isBusy = error instanceof UpstreamError && error.failure === "rate_limited";
      if (!isBusy || refusals >= MAX_REFUSALS) throw error;
      await run.wait(error.details.retryAfterMs ?? REFUSED_MS);
    }
  }
}

function httpOf({ source, clock, observe }: Counting, priority: "interactive" | "background") {
  const deadlineMs = clock.now() + TIMEOUTS_A_CALL * source.connector.limits.timeoutMs;
  return source.client.http({ deadlineMs, priority, observe });
}

function valueOr<R>(instead: R, make: () => R): R {
  try {
    return make();
  } catch {
    return instead;
  }
}
