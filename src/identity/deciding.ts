// What administrators decide about who is who: checked, done, and seen by whoever asks next.
import type { UserErrorCode } from "../generated/types.ts";
import type { Contact } from "../mapping/entities.ts";
import { entityTag, listTag } from "../loaders/source.ts";
import type { Customers } from "./customers.ts";
import { isSameRecord, nameOf } from "./keys.ts";
import type { Decider, PeopleDecisions, Person, RecordKey } from "./people.ts";
import type { SeenPerson } from "./seen-people.ts";

/** Why something was not done. `field` is the part of the input that it is about. */
export interface Problem {
  readonly code: UserErrorCode;
  readonly field: string | null;
  readonly message: string;
}

export interface MergeResult {
  readonly customer: Contact | null;
  readonly userErrors: readonly Problem[];
}

export interface SplitResult {
  readonly kept: Contact | null;
  readonly separated: Contact | null;
  readonly userErrors: readonly Problem[];
}

export interface Deciding {
  /** @param customers the records that the customers' ids are made of */
  merge(customers: readonly RecordKey[], reason: string | null): Promise<MergeResult>;
  split(customer: RecordKey, records: readonly RecordKey[], reason: string | null): Promise<SplitResult>;
}

export interface DecidingParts {
  readonly customers: Customers;
  readonly decisions: PeopleDecisions | null;
  /** Told the tags of what caches must not serve any more. */
  readonly drop: (tags: Iterable<string>) => void;
  readonly decider: Omit<Decider, "reason">;
}

const MAX_CUSTOMERS = 50;
const MAX_REASON_LENGTH = 1_000;

export function createDeciding({ customers, decisions, drop, decider }: DecidingParts): Deciding {
  /** The person of a record that the caller may decide about, or why there is none. */
  async function personOrProblem(record: RecordKey, field: string): Promise<SeenPerson | Problem> {
    const person = await customers.personOf(record);
    if (person !== null && person.sees(record) && person.anchorable.length > 0) return person;
    const isThere = person === null && (await customers.byId(record.source, record.recordId)) !== null;
    return isThere ? notKnownYet(field) : problem("NOT_FOUND", field, "There is no customer with this id");
  }

  async function changed(
    before: readonly SeenPerson[],
    after: readonly Person[],
  ): Promise<readonly (Contact | null)[]> {
    drop(tagsOf([...before.map(({ whole }) => whole), ...after]));
    return customers.changedTo(after);
  }

  return {
    async merge(asked, reason) {
      if (decisions === null) return unmerged(IDENTITY_OFF);
      const ofInput = [...sizeProblems("customers", asked, 2), ...reasonProblems(reason)];
      if (ofInput.length > 0) return unmerged(...ofInput);
      const found = await Promise.all(asked.map((one, index) => personOrProblem(one, `customers.${index}`)));
      const people = found.filter(isPerson);
      if (people.length < found.length) return unmerged(...found.filter(isProblem));
      if (new Set(people.map(({ whole: { id } }) => nameOf(id))).size === 1) {
        return unmerged(problem("ALREADY_ONE", "customers", "All of these are one customer already"));
      }
      const person = await decisions.merge(asked, { ...decider, reason: textOf(reason) });
      if (person === null) return unmerged(notKnownYet("customers"));
      const [customer = null] = await changed(people, [person]);
      return { customer, userErrors: [] };
    },
    async split(asked, records, reason) {
      if (decisions === null) return unsplit(IDENTITY_OFF);
      const ofInput = [...sizeProblems("records", records, 1), ...reasonProblems(reason)];
      if (ofInput.length > 0) return unsplit(...ofInput);
      const person = await personOrProblem(asked, "customer");
      if (isProblem(person)) return unsplit(person);
      const strangers = records.flatMap((record, index) =>
        person.members.some((member) => isSameRecord(member, record)) ? [] : [notOfCustomer(index)],
      );
      if (strangers.length > 0) return unsplit(...strangers);
      const leaving = new Map(records.map((record) => [nameOf(record), record]));
      if (leaving.size === person.members.length) {
        return unsplit(
          problem("NOTHING_LEFT", "records", "These are all of the customer's records: leave out at least one"),
        );
      }
      const people = await decisions.split(asked, [...leaving.values()], { ...decider, reason: textOf(reason) });
      if (people === null) return unsplit(notKnownYet("records"));
      const [kept = null, separated = null] = await changed([person], [people.kept, people.separated]);
      return { kept, separated, userErrors: [] };
    },
  };
}

/** The cache tags of all that shows who these people are: their records, and the lists of their sources' people. */
export function tagsOf(people: readonly Person[]): ReadonlySet<string> {
  const members = people.flatMap((person) => [person.id, ...person.members]);
  return new Set(
    members.flatMap(({ source, recordId }) => [entityTag(source, "Contact", recordId), listTag(source, "Contact")]),
  );
}

const problem = (code: UserErrorCode, field: string | null, message: string): Problem => ({ code, field, message });

const IDENTITY_OFF = problem(
  "IDENTITY_OFF",
  null,
  "This gateway does not keep who is who, so it can't keep a decision about it: turn identity on in its configuration",
);

function notKnownYet(field: string): Problem {
  const message = "The identity store has not come across this record yet: try again when its source has been crawled";
  return problem("NOT_KNOWN_YET", field, message);
}

function notOfCustomer(index: number): Problem {
  const message = "This is not one of the customer's records: name them as Customer.links does";
  return problem("NOT_OF_CUSTOMER", `records.${index}`, message);
}

function sizeProblems(field: string, given: readonly unknown[], least: number): readonly Problem[] {
  const { length } = given;
  if (length >= least && length <= MAX_CUSTOMERS) return [];
  return [problem("OUT_OF_RANGE", field, `Should be ${least} to ${MAX_CUSTOMERS}, instead got ${length}`)];
}

function reasonProblems(reason: string | null): readonly Problem[] {
  const { length } = textOf(reason) ?? "";
  if (length <= MAX_REASON_LENGTH) return [];
  const message = `Should be at most ${MAX_REASON_LENGTH} characters, instead got ${length}`;
  return [problem("OUT_OF_RANGE", "reason", message)];
}

/** Null where nothing is said. */
function textOf(reason: string | null): string | null {
  const text = reason?.trim() ?? "";
  return text === "" ? null : text;
}

function unmerged(...userErrors: readonly Problem[]): MergeResult {
  return { customer: null, userErrors };
}

function unsplit(...userErrors: readonly Problem[]): SplitResult {
  return { kept: null, separated: null, userErrors };
}

function isProblem(one: SeenPerson | Problem): one is Problem {
  return "code" in one;
}

function isPerson(one: SeenPerson | Problem): one is SeenPerson {
  return !isProblem(one);
}
