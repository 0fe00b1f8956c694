// Who is who as the sources themselves tell: looked up by external id and e-mail, for records that no store knows of.
import DataLoader from "dataloader";
import type { Loaders } from "../loaders/create-loaders.ts";
import { entitySourceOf, type Source } from "../loaders/source.ts";
import type { Contact } from "../mapping/entities.ts";
import { findLinks, LINKING_FIELDS } from "./find-links.ts";
import type { Link } from "./link.ts";
import type { LinkCache } from "./link-cache.ts";
import { byAge, type RankedSources } from "./precedence.ts";

const NONE: Promise<readonly Link[]> = Promise.resolve([]);

export interface LookUps {
  /** The contact's other records in a source. */
  linksInto(target: Source, contact: Contact): Promise<readonly Link[]>;
  /**
   * The record that the contact's customer is anchored on. Only direct links count: a record that is itself anchored
   * elsewhere anchors nobody, so that what a customer has is found from the anchor alone. Null for a record of a source
   * without customers whom no other source knows.
   */
  anchorOf(contact: Contact): Promise<Contact | null>;
  /** Sources that would anchor the person before this one, and this one where one e-mail may have several records. */
  sourcesBefore(source: Source): readonly Source[];
}

/** @param knownAnchorOf the anchor of a record that is known otherwise; undefined where it has to be looked up */
export function createLookUps(
  loaders: Loaders,
  cache: LinkCache,
  { withPeople, anchoring }: RankedSources,
  knownAnchorOf: (contact: Contact) => Promise<Contact | null | undefined>,
): LookUps {
  const linkLoaders = new Map<string, DataLoader<Contact, readonly Link[]>>();

  function linksInto(target: Source, contact: Contact): Promise<readonly Link[]> {
    if (isOnlyRecord(target, contact)) return NONE;
    let loader = linkLoaders.get(target.name);
    if (loader === undefined) {
      loader = new DataLoader((contacts) => findLinks(loaders, cache, target, contacts));
      linkLoaders.set(target.name, loader);
    }
    return loader.load(contact);
  }

  function sourcesBefore(source: Source): readonly Source[] {
    if (!source.hasCustomers) return anchoring;
    const before = anchoring.slice(0, anchoring.indexOf(source));
    return entitySourceOf(source, "Contact")?.emailIsUnique === true ? before : [...before, source];
  }

  async function anchorOf(contact: Contact): Promise<Contact | null> {
    const own = withPeople.find(({ name }) => name === contact.source);
    if (own === undefined) return contact;
    for (const source of sourcesBefore(own)) {
      const links = await linksInto(source, contact);
      const records = await Promise.all(
        links.map(({ recordId }) => loaders.entity("Contact", source.name, recordId, LINKING_FIELDS)),
      );
      const found = records.filter((record) => record !== null);
      const [best] = (await anchorsAmong(found, source === own ? contact : null)).sort(byRankAndAge);
      if (best !== undefined) return best;
    }
    return own.hasCustomers ? contact : null;
  }

  /** The anchors that these records give; in the contact's own source it is one of the candidates, with its duplicates. */
  async function anchorsAmong(found: readonly Contact[], rival: Contact | null): Promise<Contact[]> {
    const anchors = await Promise.all(
      found.map(async (contact) => {
        const known = await knownAnchorOf(contact);
        if (known !== undefined) return known;
        if (rival !== null) return contact;
        return isSame(contact, await anchorOf(contact)) ? contact : null;
      }),
    );
    return [...(rival === null ? [] : [rival]), ...anchors.filter((anchor) => anchor !== null)];
  }

  function byRankAndAge(a: Contact, b: Contact): number {
    const rankOf = ({ source }: Contact): number => anchoring.findIndex(({ name }) => name === source);
    return rankOf(a) - rankOf(b) || byAge(a, b);
  }

  return { linksInto, anchorOf, sourcesBefore };
}

/** Can the source have no other record of the person? */
function isOnlyRecord(source: Source, contact: Contact): boolean {
  return source.name === contact.source && entitySourceOf(source, "Contact")?.emailIsUnique === true;
}

export function isSame(a: Contact, b: Contact | null | undefined): boolean {
  return a.source === b?.source && a.id === b.id;
}
