// The customers that one source anchors, a slice at a time: from the source's own list, or from the store.
import { isEverything } from "../filters/filter.ts";
import { foreignCursor } from "../loaders/connection.ts";
import type { Stream } from "../loaders/connection.ts";
import type { Arrangement, Loaders } from "../loaders/create-loaders.ts";
import { listOf } from "../loaders/load-list.ts";
import type { ListItem, ListSlice } from "../loaders/load-related.ts";
import { listTag, type Source } from "../loaders/source.ts";
import type { Contact } from "../mapping/entities.ts";
import { LINKING_FIELDS } from "./find-links.ts";
import { isSame } from "./look-ups.ts";
import type { People, Person } from "./people.ts";

export interface AnchorListParts {
  readonly loaders: Loaders;
  /** Null where the store knows nobody. */
  readonly people: People | null;
  readonly anchoring: readonly Source[];
  /** Sources that may have a record which anchors a person of this one's list in the place of the record listed. */
  rivalsOf(source: Source): readonly Source[];
  /** @param beside records that were read with it, itself among them */
  anchorOf(contact: Contact, beside: readonly Contact[]): Promise<Contact | null>;
  /** The record that a person of the store's is anchored on. */
  anchorOfPerson(person: Person): Promise<Contact | null>;
}

type Slice = ListSlice<Contact>;

/** Of so many records where people may be there twice, one is read to spare. */
const PER_DUPLICATE = 10;

/** Begins a position in the store's list: a source's own never begins so. */
const STORED = "people ";

/** How the customers that are anchored in a source are read. */
export function anchorReader(
  parts: AnchorListParts,
  source: Source,
  arrangement: Arrangement,
): Stream<Contact>["read"] {
  const { people, anchoring } = parts;
  const before = anchoring.slice(0, anchoring.indexOf(source));
  const walk = walker(parts, source, arrangement);
  const canAskStore = people !== null && isListedByStore(parts, people, [...before, source], arrangement);
  return async (after, count) => {
    if (after?.startsWith(STORED) === true) {
      if (people === null) throw foreignCursor("Contact"); // the store was turned off since
      return storedSlice(parts, people, source, before, after.slice(STORED.length), count);
    }
    // A list that was begun in the source's own order is read to its end in that.
    const isStored = after === null && canAskStore && people !== null;
    return isStored ? storedSlice(parts, people, source, before, null, count) : walk(after, count);
  };
}

/**
 * Whether the store's list is as good as the source's, and shorter: it has those who are anchored in the source alone, of
 * whom a source behind others has few. The first source's own list has whoever is new, and needs hardly any left out.
 */
function isListedByStore(
  { loaders }: AnchorListParts,
  people: People,
  sources: readonly Source[],
  { filter, order }: Arrangement,
): boolean {
  if (sources.length === 1 || order !== null || !isEverything(filter)) return false;
  // The store can't tell who of a source with rows of several brands is the caller's to see.
  return sources.every((source) => people.isCrawled(source.name) && loaders.brandsSeen(source) === null);
}

async function storedSlice(
  { loaders, anchorOfPerson }: AnchorListParts,
  people: People,
  source: Source,
  before: readonly Source[],
  after: string | null,
  count: number,
): Promise<Slice> {
  const tags = [...before, source].map(({ name }) => listTag(name, "Contact"));
  loaders.dependOn(tags, source.lifetimeOf("Contact").freshMs);
  const names = before.map(({ name }) => name);
  const found = await people.anchoredIn({ source: source.name, before: names, after, size: count + 1 });
  const page = found.slice(0, count);
  const anchors = await Promise.all(page.map(({ person }) => anchorOfPerson(person)));
  const items = page.flatMap(({ position }, index): ListItem<Contact>[] => {
    const anchor = anchors[index] ?? null;
    // Whose record is gone, and whom the store does not yet know to be gone, is nobody's customer here.
    return anchor?.source === source.name ? [{ entity: anchor, position: STORED + position }] : [];
  });
  const last = page.at(-1);
  return {
    items,
    hasMore: found.length > count,
    ...(last !== undefined && { behind: STORED + last.position }),
  };
}

/**
 * Reads the source's own list, a page of the vendor's at a time: in a later source most records belong to customers that an
 * earlier one anchors, and whoever reads them knows how many are needed.
 */
function walker(parts: AnchorListParts, source: Source, arrangement: Arrangement): Stream<Contact>["read"] {
  const { loaders, anchorOf } = parts;
  const rivals = parts.rivalsOf(source);
  const ordered = arrangement.order === null ? [] : [arrangement.order.field];
  const alsoNeeded = rivals.length === 0 ? ordered : [...LINKING_FIELDS, ...ordered];
  const sizeFor = (count: number): number => {
    if (rivals.length === 0) return count;
    const most = listOf(source, "Contact")?.pageSize ?? count;
    const isFirst = rivals.every((other) => other === source); // which drops its own duplicates only
    return Math.max(count, isFirst ? Math.min(most, count + Math.ceil(count / PER_DUPLICATE)) : most);
  };
  return async (after, count) => {
    const slice = await loaders.list("Contact", source, arrangement, after, sizeFor(count), alsoNeeded);
    const items = rivals.length === 0 ? [...slice.items] : await anchorsIn(slice, anchorOf);
    if (items.length > count) return { items: items.slice(0, count), hasMore: true };
    const behind = slice.items.at(-1)?.position;
    return { items, hasMore: slice.hasMore, ...(behind !== undefined && { behind }) };
  };
}

async function anchorsIn(slice: Slice, anchorOf: AnchorListParts["anchorOf"]): Promise<ListItem<Contact>[]> {
  const read = slice.items.flatMap(({ entity }) => (entity instanceof Error ? [] : [entity]));
  const kept = await Promise.all(
    slice.items.map(async (item) => {
      if (item.entity instanceof Error) return item;
      return isSame(item.entity, await anchorOf(item.entity, read)) ? item : null;
    }),
  );
  return kept.filter((item) => item !== null);
}
