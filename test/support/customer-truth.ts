// Which customers there must be, by the sandbox's own truth of who is who, and what each of them must show.
import { groundTruth } from "../../src/sandbox/world/ground-truth.ts";
import type { Vendor } from "../../src/sandbox/vendor-server.ts";
import type { World } from "../../src/sandbox/world.ts";
import { vendorBooks, type Dealing, type DealingKind, type KnownAs, type VendorBook } from "./vendor-books.ts";

export interface TrueRecord extends KnownAs {
  readonly source: Vendor["name"];
}

export interface TruePerson {
  /** The first is the one that the person's customer is anchored on. */
  readonly records: readonly TrueRecord[];
  /** Whether each of the other records has the first's address or names it: only then can the person be one customer. */
  readonly isOne: boolean;
}

export function bookOf(source: Vendor["name"]): VendorBook {
  const book = vendorBooks[source];
  if (book === undefined) throw new Error(`vendor-books.ts has no row for ${source}`);
  return book;
}

const KINDS = ["crm", "desk", "payments", "players"];

/** Sources in the order in which they anchor people. */
export function byPrecedence(sources: readonly Vendor["name"][]): Vendor["name"][] {
  return sources.toSorted((a, b) => KINDS.indexOf(bookOf(a).kind) - KINDS.indexOf(bookOf(b).kind));
}

/** Everybody whom these sources know. */
export function truePeople(world: World, sources: readonly Vendor["name"][]): TruePerson[] {
  return [...groundTruth(world, byPrecedence(sources))].flatMap(({ records }) => {
    const known = records.flatMap(({ source, serial }) =>
      bookOf(source)
        .knownAs(world, serial)
        .map((one): [string, TrueRecord] => [`${source} ${one.id}`, { ...one, source }]),
    );
    const all = [...new Map(known).values()]; // two of a person's records may be one to the vendor
    if (all.length === 0) return [];
    const anchors = all.filter(({ source }) => source === all[0]?.source);
    const [anchor] = anchors.toSorted((a, b) => a.madeAtMs - b.madeAtMs);
    const others = all.filter((one) => one !== anchor);
    return {
      records: anchor === undefined ? [] : [anchor, ...others],
      isOne: others.every((other) => anchor !== undefined && ruleOf(anchor, other, sources) !== null),
    };
  });
}

/** Why two records are taken for one person without a third that joins them. */
export function ruleOf(
  anchor: TrueRecord,
  other: TrueRecord,
  sources: readonly Vendor["name"][],
): "EXTERNAL_ID" | "EMAIL" | null {
  const book = bookOf(other.source);
  const named = book.externalOf === undefined ? other.record.externalOf : book.externalOf(other.record);
  if (named !== null && named.book === anchor.source && sources.includes(named.book)) {
    return named.serial === anchor.record.serial ? "EXTERNAL_ID" : null;
  }
  const [email, same] = [anchor.record.email, other.record.email];
  const isTeams = email?.toLowerCase().startsWith("info@") === true;
  return email !== null && !isTeams && email.toLowerCase() === same?.toLowerCase() ? "EMAIL" : null;
}

/** What the anchor's source says of the person. */
export function trueFace(world: World, { source, record }: TrueRecord): Record<string, unknown> {
  const book = bookOf(source);
  const parts = [record.givenName, record.familyName].filter((part) => part !== null).join(" ");
  const company = book.companyOf(world, record.serial);
  return {
    displayName: book.nameOf?.(record) ?? (parts || record.email),
    email: record.email,
    phone: record.phone === null ? null : record.person.phone,
    company: company === null ? null : { name: company.name, domain: company.domain },
  };
}

/** The first of all that a customer's records, the anchor first, have of a kind in these sources, newest first. */
export function trueDealings(
  world: World,
  sources: readonly Vendor["name"][],
  records: readonly TrueRecord[],
  kind: DealingKind,
  first: number,
  keeps: (dealing: Dealing) => boolean = () => true,
): Dealing[] {
  const ofRecords = records.flatMap(
    ({ source, record, id }) => bookOf(source).dealings(world, record.serial, id)[kind] ?? [],
  );
  const ofAddresses = sources.flatMap((source) => {
    const theirs = records.filter((one, place) => place === 0 || one.source === source);
    const addresses = theirs.flatMap(({ record: { email } }) => (email === null ? [] : [email.toLowerCase()]));
    return bookOf(source).dealingsOfAddresses?.(world, [...new Set(addresses)])[kind] ?? [];
  });
  return [...ofRecords, ...ofAddresses]
    .filter(keeps)
    .toSorted((a, b) => b.atMs - a.atMs)
    .slice(0, first);
}
