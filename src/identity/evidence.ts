// What speaks for two records being one person.
import type { LinkRule } from "../generated/types.ts";
import { isTeamMailbox, mailboxOf, type Mailbox } from "./mailbox.ts";
import { isOtherName, isSameName, nameWords } from "./person-names.ts";
import type { IdentityRecord, IdentitySettings } from "./resolve.ts";

/** Two records by their places, and why they are one. */
export interface Evidence {
  readonly a: number;
  readonly b: number;
  readonly rule: LinkRule;
  /** Does it count only between people of one name? */
  readonly needsName: boolean;
}

interface Read {
  readonly record: IdentityRecord;
  readonly place: number;
  readonly address: string | null;
  readonly mailbox: Mailbox | null;
  readonly words: readonly string[];
}

/**
 * Rules: one record names the other's id, or both name one record of a third; both have one mailbox, unless one names
 * another record than the other, by id; both have one number and one name. A mailbox of several people joins those of one
 * name only.
 */
export function evidenceAmong(records: readonly IdentityRecord[], settings: IdentitySettings): Evidence[] {
  const all = records.map((record, place): Read => {
    const address = record.email === null ? null : record.email.trim().toLowerCase();
    const mailbox = address === null ? null : mailboxOf(address, settings);
    return { record, place, address, mailbox, words: nameWords(record.name) };
  });
  return [...byId(all), ...byMailbox(all, settings), ...byPhone(all)];
}

function byId(all: readonly Read[]): Evidence[] {
  const holders = groupsOf(all, ({ record }) => [
    `${record.source}:${record.recordId}`,
    ...record.externalIds.map(({ source, id }) => `${source}:${id}`),
  ]);
  return [...holders.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : others.map((other) => pair(first, other, "EXTERNAL_ID")),
  );
}

function byMailbox(all: readonly Read[], settings: IdentitySettings): Evidence[] {
  const holders = groupsOf(all, ({ mailbox }) => (mailbox === null ? [] : [`${mailbox.local}@${mailbox.domain}`]));
  return [...holders.values()].flatMap((group) => {
    const isShared = isOfSeveral(group, settings);
    return pairsOf(group).flatMap(([a, b]): Evidence[] => {
      if (namesAnother(a.record, b.record) || (isShared && !isSameName(a.words, b.words))) return [];
      return [pair(a, b, a.address === b.address ? "EMAIL" : "EMAIL_VARIANT", isShared)];
    });
  });
}

/** Is this a team's mailbox by its name, or one that a source has for people of other names? */
function isOfSeveral(group: readonly Read[], settings: IdentitySettings): boolean {
  if (group.some(({ mailbox }) => mailbox !== null && isTeamMailbox(mailbox, settings))) return true;
  const bySource = groupsOf(group, ({ record }) => [record.source]);
  return [...bySource.values()].some((own) => pairsOf(own).some(([a, b]) => isOtherName(a.words, b.words)));
}

function byPhone(all: readonly Read[]): Evidence[] {
  const holders = groupsOf(all, ({ record }) => (record.phone === null ? [] : [record.phone]));
  return [...holders.values()].flatMap((group) =>
    pairsOf(group).flatMap(([a, b]) =>
      isSameName(a.words, b.words) && !namesAnother(a.record, b.record) ? [pair(a, b, "PHONE", true)] : [],
    ),
  );
}

/** An id beats all else: does one name another record of the other's source, or do both name others of a third? */
function namesAnother(a: IdentityRecord, b: IdentityRecord): boolean {
  return isContradicted(a, b) || isContradicted(b, a) || contradictEachOther(a, b);
}

function isContradicted(a: IdentityRecord, b: IdentityRecord): boolean {
  const named = a.externalIds.filter(({ source }) => source === b.source);
  return named.length > 0 && named.every(({ id }) => id !== b.recordId);
}

function contradictEachOther(a: IdentityRecord, b: IdentityRecord): boolean {
  return a.externalIds.some(({ source, id }) => {
    const others = b.externalIds.filter((named) => named.source === source);
    return others.length > 0 && others.every((named) => named.id !== id);
  });
}

function groupsOf(all: readonly Read[], keysOf: (one: Read) => readonly string[]): Map<string, Read[]> {
  const groups = new Map<string, Read[]>();
  for (const one of all) {
    for (const key of new Set(keysOf(one))) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [one]);
      else group.push(one);
    }
  }
  return groups;
}

function pairsOf(group: readonly Read[]): (readonly [Read, Read])[] {
  return group.flatMap((a, index) => group.slice(index + 1).map((b) => [a, b] as const));
}

const pair = (a: Read, b: Read, rule: LinkRule, needsName = false): Evidence => ({
  a: a.place,
  b: b.place,
  rule,
  needsName,
});
