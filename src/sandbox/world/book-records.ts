// Who is known to each book, and how untidily. The shares of people are in membership.ts.
import type { BookName, CrmName } from "../world.ts";
import { editable } from "./editable-records.ts";
import { bookSeed } from "./membership.ts";
import type { People } from "./people.ts";
import { createPersonRecords } from "./person-records.ts";
import type { IndexedRecords } from "./person-records.ts";
import { streams } from "./streams.ts";

interface Habits {
  readonly name: string;
  readonly within: number;
  readonly tag: string;
  readonly noEmailShare: number;
  readonly duplicateShare: number;
  readonly isTidy: boolean;
  readonly external: { readonly book: CrmName; readonly share: number } | null;
}

/** Of the members that came early enough, so that 2 % of all records are second ones. */
const twiceShare = 0.0215;
const crm = { noEmailShare: 0.01, isTidy: false, external: null };

const habits: Readonly<Record<BookName, Habits>> = {
  hubspot: { ...crm, name: "CRM contact", within: 0.25, tag: "news", noEmailShare: 0, duplicateShare: 0, isTidy: true },
  salesforce: { ...crm, name: "Salesforce contact", within: 0.3, tag: "sales", duplicateShare: 0 },
  dynamics: { ...crm, name: "Dynamics contact", within: 0.35, tag: "office", duplicateShare: twiceShare },
  smartico: {
    name: "player",
    within: 0.6,
    tag: "play",
    noEmailShare: 0.02,
    duplicateShare: 0,
    isTidy: false,
    // Of the 67 % of players that are in both, so that about 40 % carry it.
    external: { book: "hubspot", share: 0.62 },
  },
  zendesk: {
    name: "desk user",
    within: 0.4,
    tag: "support",
    noEmailShare: 0.02,
    duplicateShare: 0,
    isTidy: false,
    // Of the 38 % of people that are in both, so that 30 % of the desk's 60 % carry it.
    external: { book: "hubspot", share: 0.474 },
  },
  intercom: {
    name: "Intercom contact",
    within: 0.45,
    tag: "chat",
    noEmailShare: 0.03,
    duplicateShare: twiceShare,
    isTidy: false,
    // Of the 36 % of its contacts that are in both, so that about 25 % carry it.
    external: { book: "salesforce", share: 0.69 },
  },
  stripe: {
    name: "payer",
    within: 0.55,
    tag: "billing",
    noEmailShare: 0.02,
    // Of the payers that came early enough for a second record: 2 % of all people.
    duplicateShare: 0.039,
    isTidy: false,
    // Of the 33 % of people that are in both, so that 25 % of the payers' 55 % carry it.
    external: { book: "hubspot", share: 0.417 },
  },
  paypal: {
    name: "PayPal payer",
    within: 0.5,
    tag: "paypal",
    noEmailShare: 0.01,
    duplicateShare: twiceShare,
    isTidy: false,
    // Of the 22 % of its payers that are in both, so that about 20 % carry it.
    external: { book: "dynamics", share: 0.92 },
  },
};

/** These three draw from the seed itself, each from streams of its own. */
const firstStreams: Readonly<Partial<Record<BookName, number>>> = {
  hubspot: streams.contacts,
  zendesk: streams.deskUsers,
  stripe: streams.payers,
};

/** The person records of every book, made when first asked for, with those of the CRM whose serials they carry. */
export function createBookRecords(seed: number, people: People): (book: BookName) => IndexedRecords {
  const made = new Map<BookName, IndexedRecords>();

  function recordsOf(book: BookName): IndexedRecords {
    const known = made.get(book);
    if (known !== undefined) return known;
    const { external, ...plan } = habits[book];
    const firstStream = firstStreams[book];
    const records = editable(
      createPersonRecords({
        ...plan,
        book,
        people,
        hasOffices: book === "dynamics" || book === "stripe", // which let several records have one address
        seed: firstStream === undefined ? bookSeed(seed, book) : seed,
        stream: firstStream ?? streams.contacts,
        external: external === null ? null : { ...external, records: recordsOf(external.book) },
      }),
    );
    made.set(book, records);
    return records;
  }
  return recordsOf;
}
