// Who is who among records that may have to do with each other: pure, and the same in whatever order they come.
import type { LinkRule } from "../generated/types.ts";
import { evidenceAmong, type Evidence } from "./evidence.ts";
import { CONFIDENCE } from "./link.ts";
import { nameOf } from "./keys.ts";
import type { MailboxSettings } from "./mailbox.ts";
import { isOtherName, nameWords } from "./person-names.ts";
import type { RecordKey } from "./people.ts";
import { verdictsOf, type Decision } from "./verdicts.ts";

export type { Decision } from "./verdicts.ts";

/** What identity knows of a source's record of a person. */
export interface IdentityRecord extends RecordKey {
  readonly email: string | null;
  /** E.164. */
  readonly phone: string | null;
  readonly name: string | null;
  /** Records of other sources that it names. */
  readonly externalIds: readonly { readonly source: string; readonly id: string }[];
  /** RFC 3339. */
  readonly createdAt: string | null;
}

export type IdentitySettings = MailboxSettings;

export interface ResolvedMember {
  readonly record: RecordKey;
  readonly rule: LinkRule;
  readonly confidence: number;
}

/**
 * The people among records that are all that share keys, transitively. The strongest evidence goes first; what would join
 * two that an administrator keeps apart does not count.
 */
export function resolve(
  records: readonly IdentityRecord[],
  decisions: readonly Decision[],
  settings: IdentitySettings,
): readonly (readonly ResolvedMember[])[] {
  const sorted = records.toSorted((a, b) => compare(nameOf(a), nameOf(b)));
  const places = new Map(sorted.map((record, place) => [nameOf(record), place]));
  const verdicts = verdictsOf(decisions, (record) => places.get(nameOf(record)));
  const joined = verdicts.joined.map(([a, b]): Evidence => ({ a, b, rule: "DECISION", needsName: false }));
  // Decisions go before ids, which are as certain: whom an id joins first could rule out what was decided.
  const found = evidenceAmong(sorted, settings).sort(
    (one, other) => CONFIDENCE[other.rule] - CONFIDENCE[one.rule] || one.a - other.a || one.b - other.b,
  );
  const evidence = [...joined, ...found];

  const groupOf = sorted.map((_, place) => place);
  const groups = new Map(sorted.map((_, place) => [place, [place]]));
  const rules: LinkRule[] = sorted.map(() => "ANCHOR");
  const linked = sorted.map(() => false);
  const contradicts = contradictionsAmong(sorted);
  for (const { a, b, rule, needsName } of evidence) {
    const [first = a, second = b] = [groupOf[a], groupOf[b]];
    if (first !== second) {
      const [kept, moved] = [groups.get(first) ?? [], groups.get(second) ?? []];
      if (anyPair(kept, moved, verdicts.areApart)) continue;
      if (CONFIDENCE[rule] < 1 && contradicts.byId(kept, moved, sorted[a]?.source === sorted[b]?.source)) continue;
      if (needsName && contradicts.byName(kept, moved)) continue;
      for (const place of moved) groupOf[place] = first;
      kept.push(...moved);
      groups.delete(second);
    }
    for (const place of [a, b]) {
      if (linked[place] === true) continue; // the strongest came first
      linked[place] = true;
      rules[place] = rule;
    }
  }
  return [...groups.values()].map((places_) =>
    places_.map((place) => {
      const { source = "", recordId = "" } = sorted[place] ?? {};
      const rule = rules[place] ?? "ANCHOR";
      return { record: { source, recordId }, rule, confidence: CONFIDENCE[rule] };
    }),
  );
}

/** What keeps two groups apart that some record of each speaks for joining: the rest of them. */
function contradictionsAmong(records: readonly IdentityRecord[]): {
  /** `areDuplicates`: what speaks for joining are two records of one source. */
  byId(a: readonly number[], b: readonly number[], areDuplicates: boolean): boolean;
  byName(a: readonly number[], b: readonly number[]): boolean;
} {
  const words = records.map(({ name }) => nameWords(name));
  const namedBy = (group: readonly number[]): Map<string, Set<string>> => {
    const named = new Map<string, Set<string>>();
    for (const place of group) {
      for (const { source, id } of records[place]?.externalIds ?? []) {
        named.set(source, (named.get(source) ?? new Set()).add(id));
      }
    }
    return named;
  };
  /** Does one name records of a source of which the other has records, and none that is named? */
  const namesNoneOf = (named: ReadonlyMap<string, ReadonlySet<string>>, group: readonly number[]): boolean =>
    [...named].some(([source, ids]) => {
      const own = group.flatMap((place) => (records[place]?.source === source ? [records[place].recordId] : []));
      return own.length > 0 && !own.some((id) => ids.has(id));
    });
  return {
    byId(a, b, areDuplicates) {
      const [ofA, ofB] = [namedBy(a), namedBy(b)];
      if (!areDuplicates && (namesNoneOf(ofA, b) || namesNoneOf(ofB, a))) return true;
      return [...ofA].some(([source, ids]) => {
        const others = ofB.get(source);
        return others !== undefined && ![...ids].some((id) => others.has(id));
      });
    },
    byName: (a, b) => anyPair(a, b, (one, other) => isOtherName(words[one] ?? [], words[other] ?? [])),
  };
}

function anyPair(a: readonly number[], b: readonly number[], holds: (one: number, other: number) => boolean): boolean {
  return a.some((one) => b.some((other) => holds(one, other)));
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
