// A running environment for one test file, and what its tests ask it for again and again.
import { afterAll, beforeAll, expect } from "vitest";
import { guids } from "../../../src/sandbox/dynamics/guids.ts";
import { book, startEnvironment } from "./running-environment.ts";
import type { Answer, RunningEnvironment } from "./running-environment.ts";

export const contactId = guids.contact.idOf;
export const accountId = guids.account.idOf;
/** Headers that ask for every annotation. */
export const everything = { prefer: 'odata.include-annotations="*"' };
/** The annotation that says how a value looks. */
export const formatted = "OData.Community.Display.V1.FormattedValue";

/** Serials from 0 on that pass a test. */
export function serialsWhere(size: number, test: (serial: number) => boolean): readonly number[] {
  return Array.from({ length: size }, (_, serial) => serial).filter(test);
}

/** A contact that works for a company, and the company. */
export const [employee = 0] = serialsWhere(book.contacts.size, (serial) => book.companyOfContact(serial) !== null);
export const employer = book.companyOfContact(employee) ?? 0;

/** Where an answer says that there is more. */
export function nextLinkOf({ body }: Answer): string | undefined {
  const link = body["@odata.nextLink"];
  return typeof link === "string" ? link : undefined;
}

/** For sorting. */
export function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Starts before the file's tests and stops after them; its functions are for use inside of tests. */
export function useEnvironment() {
  let running: RunningEnvironment | undefined;
  beforeAll(async () => {
    running = await startEnvironment();
  });
  afterAll(() => running?.stop());
  const environment = (): RunningEnvironment => {
    if (running === undefined) throw new Error("the environment runs only during tests");
    return running;
  };
  const get = (target: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
    environment().get(target, headers);

  return {
    environment,
    get,
    /** The keys of a query's records, in the order of the answer. */
    async idsOf(set: string, key: string, query: string): Promise<readonly string[]> {
      const { status, records, text } = await get(`${set}?$select=${key}&${query}`);
      expect(status, text).toBe(200);
      return records.map((record) => String(record[key]));
    },
  };
}
