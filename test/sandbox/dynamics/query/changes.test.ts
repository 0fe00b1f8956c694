// https://learn.microsoft.com/power-apps/developer/data-platform/use-change-tracking-synchronize-data-external-systems
import { describe, expect, it } from "vitest";
import { book, objectIn, worldEnd } from "../running-environment.ts";
import type { Answer } from "../running-environment.ts";
import { contactId, nextLinkOf, serialsWhere, useEnvironment } from "../use-environment.ts";

const { environment, get, idsOf } = useEnvironment();

describe("change tracking", () => {
  it("gives a link for what changes later, on the last page of all there is", async () => {
    const headers = { prefer: "odata.track-changes,odata.maxpagesize=400" };
    const first = await get("accounts?$select=name", headers);
    expect(first.headers.get("preference-applied")).toBe("odata.maxpagesize=400,odata.track-changes");
    const link = String(first.body["@odata.deltaLink"]);
    expect(link).toMatch(/accounts\?\$select=name&\$deltatoken=\d+%2111%2f01%2f2026%20\d\d%3a\d\d%3a\d\d$/);
    const later = await get(link);
    expect(later.body["@odata.context"]).toBe(`${environment().root}/$metadata#accounts(name)/$delta`);
    expect(later.records).toEqual([]);
    expect(later.body["@odata.deltaLink"]).toMatch(/\$deltatoken=/);

    const pages = [await get("contacts?$select=fullname", headers)];
    for (
      let next = pages[0]?.body["@odata.nextLink"];
      next !== undefined;
      next = pages.at(-1)?.body["@odata.nextLink"]
    ) {
      pages.push(await get(String(next), { prefer: "odata.maxpagesize=400" }));
    }
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.map(({ body }) => "@odata.deltaLink" in body)).toEqual(
      pages.map((_, place) => place === pages.length - 1),
    );
  });

  it("tells what changed since an earlier version", async () => {
    // A token of three days ago, as this server would have given it then.
    const { body } = await get("contacts?$select=fullname", { prefer: "odata.track-changes" });
    const [, version = ""] = /deltatoken=(\d+)/.exec(String(body["@odata.deltaLink"])) ?? [];
    const earlier = Number(version) - 3 * 86_400;
    const changed = serialsWhere(
      book.contacts.size,
      (serial) => book.contacts.at(serial).updatedAt >= worldEnd - 3 * 86_400_000 + 1_000,
    );
    const token = encodeURIComponent(`${earlier}!10/29/2026 00:00:00`);
    expect(await idsOf("contacts", "contactid", `$deltatoken=${token}`)).toEqual(changed.map(contactId));
    expect((await get(`contacts/$count?$deltatoken=${token}`)).text).toBe(String(changed.length));
    const paged = { prefer: "odata.maxpagesize=1" };
    const ids: unknown[] = [];
    for (let next: string | undefined = `contacts?$select=fullname&$deltatoken=${token}`; next !== undefined;) {
      const answer: Answer = await get(next, paged);
      ids.push(...answer.records.map((record) => record["contactid"]));
      next = nextLinkOf(answer);
    }
    expect(ids).toEqual(changed.map(contactId));
    const old = encodeURIComponent(`${earlier}!10/20/2026 00:00:00`);
    const expired = await get(`contacts?$deltatoken=${old}`);
    expect([expired.status, objectIn(expired.body["error"])["code"]]).toEqual([400, "0x80044352"]);
  });

  it("refuses the options that it can't have", async () => {
    for (const option of ["$filter=statecode eq 0", "$orderby=name", "$expand=owninguser", "$top=1"]) {
      const { status, body } = await get(`accounts?${option}`, { prefer: "odata.track-changes" });
      expect(status).toBe(400);
      expect(objectIn(body["error"])["message"]).toContain("isn't supported when Change Tracking is enabled.");
    }
  });

  it("counts from the first page on, so that what changes while the others are read is not missed", async () => {
    const [begun = ""] = /deltatoken=.*/.exec(String((await trackedPage()).body["@odata.deltaLink"])) ?? [];
    let page = await trackedPage("odata.maxpagesize=400");
    for (let next = nextLinkOf(page); next !== undefined; next = nextLinkOf(page)) {
      environment().advance(60_000);
      page = await get(next, { prefer: "odata.maxpagesize=400" });
    }
    expect(page.body["@odata.deltaLink"]).toContain(begun);
    expect((await trackedPage()).body["@odata.deltaLink"]).not.toContain(begun);
  });

  function trackedPage(prefer = "odata.maxpagesize=5000"): Promise<Answer> {
    return get("contacts?$select=fullname", { prefer: `odata.track-changes,${prefer}` });
  }
});
