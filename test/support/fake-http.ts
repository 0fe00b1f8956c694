// The way to a source, played from a tape: it answers what it was told to, and nothing else.
import { isDeepStrictEqual } from "node:util";
import type { CallHeaders, Http, Query } from "../../src/upstream/http.ts";

export interface Ask {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly query?: Query;
  readonly headers?: CallHeaders;
  readonly body?: unknown;
}

export interface Exchange {
  readonly ask: Ask;
  /** What is answered; undefined is a 404. */
  readonly reply: unknown;
}

export interface FakeHttp extends Http {
  /** What was asked, in order, as it would stand in the URL: without what is undefined, numbers as text. */
  readonly asked: readonly Ask[];
}

export interface FakeHttpSettings {
  readonly options?: Http["options"];
  readonly externalIdFields?: readonly string[];
  readonly defaultCurrency?: string | null;
  /** What the clock says; the epoch if left out. */
  readonly now?: number;
}

/** Answers by the tape; a request that is not on it throws, and says what was asked and what is there. */
export function createFakeHttp(tape: readonly Exchange[], settings: FakeHttpSettings = {}): FakeHttp {
  return createAnsweringHttp((ask) => {
    const exchange = tape.find((one) => isDeepStrictEqual(onWire(one.ask), ask));
    if (exchange !== undefined) return exchange.reply;
    const there = tape.map((one) => JSON.stringify(onWire(one.ask))).join("\n");
    throw new Error(`No answer on the tape for\n${JSON.stringify(ask)}\nbut for\n${there}`);
  }, settings);
}

/** Answers by a function. */
export function createAnsweringHttp(answer: (ask: Ask) => unknown, settings: FakeHttpSettings = {}): FakeHttp {
  const asked: Ask[] = [];
  const call = async (ask: Ask, isOptional: boolean): Promise<unknown> => {
    const seen = onWire(ask);
    asked.push(seen);
    const reply = answer(seen);
    if (reply === undefined && !isOptional) throw new Error(`404 for ${JSON.stringify(seen)}`);
    return reply;
  };
  return {
    asked,
    deadlineMs: Infinity,
    options: settings.options ?? {},
    externalIdFields: settings.externalIdFields ?? [],
    defaultCurrency: settings.defaultCurrency ?? null,
    now: () => settings.now ?? 0,
    get: (path, query = {}, headers) => call({ method: "GET", path, query, ...(headers && { headers }) }, false),
    getOptional: (path, query = {}) => call({ method: "GET", path, query }, true),
    read: (path, body, query = {}) => call({ method: "POST", path, query, body }, false),
  };
}

function onWire({ method, path, query = {}, headers, body }: Ask): Ask {
  const sent = Object.entries(query).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, typeof value === "object" ? value.map(String) : String(value)] as const],
  );
  // As JSON would carry it: a key that is undefined is not there.
  return {
    method,
    path,
    query: Object.fromEntries(sent),
    ...(headers !== undefined && { headers }),
    ...(body !== undefined && { body: asJson(body) }),
  };
}

function asJson(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body));
}
