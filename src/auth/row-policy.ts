import { LRUCache } from "lru-cache";
import { accessScopeOf } from "./principal.ts";
import type { AccessScope, Principal } from "./principal.ts";

/** A source, and the brands whose data it holds: none where its data is of no brand. */
export interface BrandedSource {
  readonly name: string;
  readonly brands: readonly string[];
  /** What brands are called, by the ids that the source's rows name theirs by; one that is not here is called by its id. */
  readonly brandNames?: Readonly<Record<string, string>>;
}

/** Which rows a caller may see. A row has the brands of its source; where rows have brands of their own, those count too. */
export interface RowPolicy {
  /** The names of the sources whose rows the caller may see: the same set for the same access scope. */
  visibleSources(principal: Principal): ReadonlySet<string>;
  /** May the caller see this source's rows? Never those of a source that is not configured. */
  canSee(sourceName: string, principal: Principal): boolean;
  /**
   * The source's ids of the brands whose rows the caller may see, sorted, and "" for rows of no brand: the same list for
   * the same access scope.
   */
  brandIds(sourceName: string, principal: Principal): readonly string[];
}

const REMEMBERED_SCOPES = 1_000;

/**
 * Rows by brand: a source of no brand is seen by every caller, one of brands by those whose token names one of them.
 * Roles do not matter: ADMIN is bound by brands too.
 */
export function createRowPolicy(sources: readonly BrandedSource[]): RowPolicy {
  const byScope = new LRUCache<AccessScope, ReadonlySet<string>>({ max: REMEMBERED_SCOPES });
  // A principal is asked about once a row; its scope is worked out once.
  const byPrincipal = new WeakMap<Principal, ReadonlySet<string>>();

  function visibleSources(principal: Principal): ReadonlySet<string> {
    const known = byPrincipal.get(principal);
    if (known !== undefined) return known;
    const scope = accessScopeOf(principal);
    const visible = byScope.get(scope) ?? sourcesOf(principal.brands, sources);
    byScope.set(scope, visible);
    byPrincipal.set(principal, visible);
    return visible;
  }

  const idsByScope = new LRUCache<AccessScope, Map<string, readonly string[]>>({ max: REMEMBERED_SCOPES });

  function brandIds(sourceName: string, principal: Principal): readonly string[] {
    const scope = accessScopeOf(principal);
    const known = idsByScope.get(scope) ?? new Map<string, readonly string[]>();
    idsByScope.set(scope, known);
    const names = sources.find(({ name }) => name === sourceName)?.brandNames ?? {};
    const ids = known.get(sourceName) ?? brandIdsOf(principal.brands, names);
    known.set(sourceName, ids);
    return ids;
  }

  return {
    visibleSources,
    canSee: (sourceName, principal) => visibleSources(principal).has(sourceName),
    brandIds,
  };
}

function brandIdsOf(brands: readonly string[], names: Readonly<Record<string, string>>): readonly string[] {
  const named = Object.entries(names).flatMap(([id, name]) => (brands.includes(name) ? [id] : []));
  const unnamed = brands.filter((brand) => brand !== "" && !Object.hasOwn(names, brand));
  return ["", ...new Set([...named, ...unnamed])].sort();
}

function sourcesOf(brands: readonly string[], sources: readonly BrandedSource[]): ReadonlySet<string> {
  const visible = sources.filter((source) => {
    return source.brands.length === 0 || source.brands.some((brand) => brands.includes(brand));
  });
  return new Set(visible.map((source) => source.name));
}
