import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountIds, contactIds } from "../../../src/sandbox/salesforce/ids.ts";
import { book, objectIn, objectsIn, rowsOf, startOrg } from "./running-org.ts";
import type { RunningOrg } from "./running-org.ts";

let org: RunningOrg;
beforeAll(async () => {
  org = await startOrg();
});
afterAll(() => org.stop());

async function search(q: string): Promise<readonly Record<string, unknown>[]> {
  const answer = await org.get("/search", { q });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return objectsIn(objectIn(answer.body)["searchRecords"]);
}

const contacts = rowsOf(book.contacts);
const withEmail = contacts.filter(({ email }) => email !== null);
const escaped = (text: string): string => text.replaceAll(/[?&|!{}[\]()^~*:\\"'+-]/g, String.raw`\$&`);

describe("search", () => {
  it("finds a contact by a whole address in any case", async () => {
    const email = withEmail[3]?.email ?? "";
    const same = withEmail.filter((contact) => contact.email?.toLowerCase() === email.toLowerCase());
    for (const text of [email, email.toUpperCase()]) {
      expect(await search(`FIND {${escaped(text)}} IN EMAIL FIELDS RETURNING Contact(Id)`)).toEqual(
        same.map(({ serial }) => ({
          attributes: { type: "Contact", url: `/services/data/v60.0/sobjects/Contact/${contactIds.idOf(serial)}` },
          Id: contactIds.idOf(serial),
        })),
      );
    }
  });

  it("finds whole words, several of them, and beginnings with a wildcard", async () => {
    const { givenName, familyName } =
      contacts.find((row) => (row.givenName?.length ?? 0) > 3 && row.familyName !== null) ?? {};
    const given = givenName ?? "";
    const found = async (text: string): Promise<readonly unknown[]> =>
      (await search(`FIND {${text}} IN NAME FIELDS RETURNING Contact(FirstName)`)).map((record) => record["FirstName"]);
    const named = contacts.filter((row) => row.givenName === given);
    expect(await found(given.toUpperCase())).toEqual(expect.arrayContaining(named.map((row) => row.givenName)));
    expect(await found(`${familyName} ${given}`)).toContain(given);
    expect(await found(given.slice(0, 3))).not.toContain(given);
    expect(await found(`${given.slice(0, 3)}*`)).toContain(given);
  });

  it("returns what each object is asked for, or ids of every object", async () => {
    const name = book.companies.at(0).name.split(" ")[0] ?? "";
    const found = await search(
      `FIND {${escaped(name)}} RETURNING Account(Name WHERE Id = '${accountIds.idOf(0)}'), Contact LIMIT 1`,
    );
    expect(found).toEqual([expect.objectContaining({ Name: book.companies.at(0).name })]);
    const all = await search(`FIND {${escaped(name)}}`);
    expect(all).toContainEqual(expect.objectContaining({ Id: accountIds.idOf(0) }));
  });

  it.each([
    "Smith",
    "FIND Smith",
    "FIND {a}",
    "FIND {}",
    "FIND {ab} IN SOME FIELDS",
    "FIND {ab} LIMIT x",
    "FIND {ab} nonsense",
  ])("refuses %s", async (q) => {
    const answer = await org.get("/search", { q });
    expect([answer.status, answer.body]).toMatchObject([400, [{ errorCode: "MALFORMED_SEARCH" }]]);
  });
});
