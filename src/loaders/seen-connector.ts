// A connector as far as an account lets it see: hidden fields are not asked for, since one of them fails a whole request.
import { RequestError, UpstreamError } from "../errors.ts";
import type { Connector } from "../connectors/contract.ts";
import { EVERYTHING, fieldsIn } from "../filters/filter.ts";
import type { EntityType } from "../mapping/entities.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import type { Http } from "../upstream/http.ts";
import { entriesOf, gapsIn, type AccountGaps, type TypeGaps } from "./account-gaps.ts";
import { seenSource, type Ask, type Wanted } from "./seen-source.ts";

export interface SeenConnectorDeps {
  /** The source's name in the configuration. */
  readonly source: string;
  readonly externalIdFields: readonly string[];
  readonly clock: Clock;
  readonly log: Pick<Logger, "warn">;
  /** A way to the source for work that nobody waits for. */
  readonly backgroundHttp: () => Http;
}

export interface SeenConnector {
  readonly connector: Connector;
  /** Finds out what is hidden before anybody asks. Never rejects: who asks then, finds out. */
  prepare(): Promise<void>;
  /** What is hidden, a sentence each. Throws UpstreamError. */
  report(http: Http): Promise<readonly string[]>;
}

/** Administrators change what is hidden now and then. */
const REFRESH_MS = 3_600_000;
/** A refused request may mean that something was hidden since: asked again no more often than this. */
const SUSPECT_MS = 60_000;

/** The connector itself where it does not tell what accounts hide. */
export function createSeenConnector(connector: Connector, deps: SeenConnectorDeps): SeenConnector {
  const { describe } = connector;
  if (describe === undefined) return { connector, prepare: async () => undefined, report: async () => [] };
  const { source, externalIdFields, clock, log, backgroundHttp } = deps;
  let known: { readonly gaps: AccountGaps; readonly atMs: number } | null = null;
  let isRefreshing = false;

  const types = entriesOf(connector).map(([type]) => type);
  const learn = async (http: Http): Promise<AccountGaps> => {
    const gaps = gapsIn(connector, await describe(http, types), externalIdFields);
    const said = new Set(known?.gaps.report);
    for (const line of gaps.report) if (!said.has(line)) log.warn({ source }, line);
    known = { gaps, atMs: clock.now() };
    return gaps;
  };

  async function learnBehind(): Promise<void> {
    if (isRefreshing) return;
    isRefreshing = true;
    try {
      await learn(backgroundHttp());
    } catch (error) {
      log.warn({ source, err: error }, "A source could not be asked what its account hides");
      if (known !== null) known = { ...known, atMs: clock.now() };
    } finally {
      isRefreshing = false;
    }
  }

  function gapsFor(http: Http): AccountGaps | Promise<AccountGaps> {
    if (known === null) return learn(http);
    if (clock.now() - known.atMs >= REFRESH_MS) void learnBehind();
    return known.gaps;
  }

  const ask: Ask = async (type, http, wanted, nothing, call) => {
    const attempt = async (gaps: AccountGaps): Promise<typeof nothing> => {
      const own = gaps.of(type);
      if (own === undefined) return call(http, wanted.select);
      if (own.isAbsent || wanted.goesBy?.some((path) => own.hides(path))) return nothing;
      refuseHidden(source, type, own, wanted);
      return call(
        withoutFields(http, gaps.externalIdFields),
        wanted.select.filter((field) => !own.fields.has(field)),
      );
    };
    const gaps = await gapsFor(http);
    try {
      return await attempt(gaps);
    } catch (error) {
      if (!(error instanceof UpstreamError) || error.details.status !== 400) throw error;
      const isDue = known !== null && clock.now() - known.atMs >= SUSPECT_MS;
      const newer = isDue ? await learn(http) : (known?.gaps ?? gaps);
      if (newer.report.join() === gaps.report.join()) throw error;
      return attempt(newer);
    }
  };

  const entities = Object.fromEntries(entriesOf(connector).map(([type, one]) => [type, seenSource(type, one, ask)]));
  return {
    connector: { ...connector, entities: entities as Connector["entities"] },
    prepare: learnBehind,
    report: async (http) => (await gapsFor(http)).report,
  };
}

function withoutFields(http: Http, hidden: ReadonlySet<string>): Http {
  if (hidden.size === 0) return http;
  return { ...http, externalIdFields: http.externalIdFields.filter((field) => !hidden.has(field)) };
}

function refuseHidden(
  source: string,
  type: EntityType,
  { fields }: TypeGaps,
  { filter = EVERYTHING, order }: Wanted,
): void {
  for (const field of [...fieldsIn(filter), ...(order ? [order.field] : [])]) {
    const hidden = fields.get(field);
    if (hidden === undefined) continue;
    const message = `${source} can't filter or order ${type} by ${field}: the account hides ${hidden.join(", ")}`;
    throw new RequestError("UNSUPPORTED_BY_SOURCE", message, { source });
  }
}
