// Which person each group of records is, of those that were there before: ids that were given out stay good.
import { isSameRecord } from "./keys.ts";
import type { RecordKey } from "./people.ts";
import type { ResolvedMember } from "./resolve.ts";

/** A person as it was. The lower the number, the older. */
export interface FormerPerson {
  readonly number: number;
  /** The record that its id is made of. */
  readonly id: RecordKey;
}

export interface Assigned {
  readonly members: readonly ResolvedMember[];
  /** Null for a new person. */
  readonly number: number | null;
  readonly id: RecordKey;
  /** Persons that this one takes the place of: their records that are gone are its own now. */
  readonly replaces: readonly number[];
}

export interface AssignRequest {
  readonly groups: readonly (readonly ResolvedMember[])[];
  readonly formerOf: (record: RecordKey) => FormerPerson | undefined;
  /** The record that speaks for a group: the id of a new person is made of it. */
  readonly anchorOf: (members: readonly ResolvedMember[]) => RecordKey;
  /** Is nobody's id settled yet? Then it is always the anchor's. */
  readonly isUnsettled: boolean;
  /** This person goes before older ones. */
  readonly preferred?: number | undefined;
}

/** Each former person goes on as one group: the one with the record that its id is made of, else the one with most of it. */
export function assignPeople(request: AssignRequest): Assigned[] {
  const { groups, formerOf, anchorOf, isUnsettled, preferred } = request;
  const ownersOf = new Map<number, { group: number; count: number; hasId: boolean }[]>();
  const formers = new Map<number, FormerPerson>();
  for (const [index, members] of groups.entries()) {
    for (const { record } of members) {
      const former = formerOf(record);
      if (former === undefined) continue;
      formers.set(former.number, former);
      const owners = ownersOf.get(former.number) ?? [];
      ownersOf.set(former.number, owners);
      let owner = owners.find(({ group }) => group === index);
      if (owner === undefined) owners.push((owner = { group: index, count: 0, hasId: false }));
      owner.count += 1;
      if (isSameRecord(record, former.id)) owner.hasId = true;
    }
  }
  const owned = groups.map((): FormerPerson[] => []);
  for (const [number, owners] of ownersOf) {
    const former = formers.get(number);
    const [owner] = owners.sort((a, b) => Number(b.hasId) - Number(a.hasId) || b.count - a.count || a.group - b.group);
    if (former !== undefined && owner !== undefined) owned[owner.group]?.push(former);
  }
  return groups.map((members, index) => {
    const rank = ({ number }: FormerPerson): number => (number === preferred ? -1 : number);
    const [survivor, ...others] = (owned[index] ?? []).sort((a, b) => rank(a) - rank(b));
    return {
      members,
      number: survivor?.number ?? null,
      id: survivor === undefined || isUnsettled ? anchorOf(members) : survivor.id,
      replaces: others.map(({ number }) => number),
    };
  });
}
