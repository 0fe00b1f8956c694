// One search over all sources: each is asked beside the others, and what they find is put in one order.
import { RequestError, UPSTREAM_CODES, UpstreamError } from "../errors.ts";
import type { Customers } from "../identity/customers.ts";
import { LINKING_FIELDS } from "../identity/find-links.ts";
import type { Loaders } from "../loaders/create-loaders.ts";
import { canSearch } from "../loaders/load-matches.ts";
import { entitySourceOf, type Source } from "../loaders/source.ts";
import type { Contact, Entity } from "../mapping/entities.ts";
import { searchedTexts, type SearchedType } from "./searched-fields.ts";
import { scoreOf } from "./words.ts";

export interface SearchRequest {
  readonly words: readonly string[];
  readonly first: number;
  /** What to look for, and in which of its fields: those that the caller may read. */
  readonly fields: ReadonlyMap<SearchedType, Readonly<Record<string, number>>>;
  readonly isAsked: (source: string) => boolean;
}

export interface SearchHit {
  readonly score: number;
  /** A person's is the customer's anchor. */
  readonly entity: Entity;
}

export interface SearchGap {
  readonly source: string;
  readonly type: SearchedType;
  readonly code: string;
}

export interface SearchResults {
  readonly hits: readonly SearchHit[];
  readonly gaps: readonly SearchGap[];
}

/** Vendors rank by rules of their own: enough to have what ranks high by ours. */
const PER_SOURCE = 100;
const MOST_ASKED = 3;

/** Never rejects for a source: what one could not give is a gap. */
export async function search(
  { loaders, customers }: { readonly loaders: Loaders; readonly customers: Pick<Customers, "byRecord"> },
  { words, first, fields, isAsked }: SearchRequest,
): Promise<SearchResults> {
  const gaps: SearchGap[] = [];
  const found = await Promise.all(
    [...fields].flatMap(([type, weights]) =>
      loaders.sources
        .filter((source) => isAsked(source.name) && isServed(source, type))
        .map(async (source): Promise<SearchHit[]> => {
          try {
            return await hitsIn(source, type, weights);
          } catch (error) {
            gaps.push({ source: source.name, type, code: codeOf(error) });
            return [];
          }
        }),
    ),
  );
  // Sorting keeps what is equal in the order of the types, the sources, and their own ranks.
  const hits = found.flat().sort((a, b) => b.score - a.score);
  return { hits: await onceEach(hits), gaps };

  async function hitsIn(
    source: Source,
    type: SearchedType,
    weights: Readonly<Record<string, number>>,
  ): Promise<SearchHit[]> {
    const fields = Object.keys(weights);
    if (!canSearch(source, type, fields))
      throw new RequestError("UNSUPPORTED_BY_SOURCE", `${source.name} can't be searched`);
    const needed = [...fields, ...(type === "Contact" ? LINKING_FIELDS : [])];
    const size = Math.min(PER_SOURCE, MOST_ASKED * first);
    const entities = await loaders.search(type, source, words, size, fields, needed);
    return entities.flatMap((entity) => {
      const score = scoreOf(searchedTexts(entity, weights), words);
      return score === 0 ? [] : [{ score, entity }];
    });
  }

  /** The first of them, each person once. */
  async function onceEach(ranked: readonly SearchHit[]): Promise<SearchHit[]> {
    const once = new Map<string, SearchHit>();
    // As many at once as are missing: whose the records are is asked of whole batches.
    for (let at = 0; at < ranked.length && once.size < first;) {
      const some = ranked.slice(at, at + first - once.size);
      at += some.length;
      const entities = await Promise.all(some.map(({ entity }) => shown(entity)));
      for (const [index, entity] of entities.entries()) {
        const score = some[index]?.score;
        if (entity === null || score === undefined) continue;
        const key = `${entity.type}/${entity.source}/${entity.id}`;
        if (!once.has(key)) once.set(key, { score, entity });
      }
    }
    return [...once.values()];
  }

  /** A person's record is shown as its customer; as itself while it can't be told whose it is: its id finds the customer. */
  async function shown(entity: Entity): Promise<Entity | null> {
    if (!isContact(entity)) return entity;
    try {
      return await customers.byRecord(entity.source, entity.id);
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      return entity;
    }
  }
}

/** Does the source have such things to look for? People who are only read to be joined with others are found there. */
function isServed(source: Source, type: SearchedType): boolean {
  return entitySourceOf(source, type) !== undefined && (type !== "Contact" || source.hasCustomers);
}

function isContact(entity: Entity): entity is Contact {
  return entity.type === "Contact";
}

/** Throws whatever is no failure of a source. */
function codeOf(error: unknown): string {
  if (error instanceof UpstreamError) return UPSTREAM_CODES[error.failure];
  if (error instanceof RequestError && error.code === "UNSUPPORTED_BY_SOURCE") return error.code;
  throw error;
}
