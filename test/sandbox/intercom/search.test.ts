// Orders, cursors, and how searches read days and words.
import { describe, expect, it } from "vitest";
import { contactIds } from "../../../src/sandbox/intercom/ids.ts";
import { book, cursorIn, idsIn, objectsIn, serialsWhere } from "./running-workspace.ts";
import type { Plain } from "./running-workspace.ts";
import { useWorkspace } from "./use-workspace.ts";

const start = useWorkspace();

describe("order and paging", () => {
  it("sorts a search either way, by value and then the newest first, on pages that hold each record once", async () => {
    const running = await start();
    for (const order of ["ascending", "descending"]) {
      const found: Plain[] = [];
      let cursor: string | undefined;
      do {
        const pagination = { per_page: 70, ...(cursor !== undefined && { starting_after: cursor }) };
        const query = { field: "role", operator: "IN", value: ["user", "lead"] };
        const { body } = await running.post("/contacts/search", {
          query,
          sort: { field: "last_seen_at", order },
          pagination,
        });
        found.push(...objectsIn(body["data"]));
        cursor = cursorIn(body);
      } while (cursor !== undefined);
      expect(new Set(found.map(({ id }) => id)).size).toBe(book.users.size);
      const seen = found.map((contact) => contact["last_seen_at"]);
      const known = seen.filter((at) => at !== null).map(Number);
      expect(seen.slice(known.length)).toEqual(seen.slice(known.length).map(() => null));
      const sorted = known.toSorted((a, b) => (order === "ascending" ? a - b : b - a));
      expect(known).toEqual(sorted);
    }
  });

  it("goes on where it was when records come and go between two pages", async () => {
    const running = await start();
    const { body: first } = await running.get("/contacts", { per_page: "100" });
    await running.post("/contacts", { email: "late@example.com" });
    const [gone = ""] = idsIn(first["data"]).slice(-1);
    await running.call("DELETE", `/contacts/${gone}`);
    const { body: second } = await running.get("/contacts", { per_page: "100", starting_after: cursorIn(first) ?? "" });
    expect([...idsIn(first["data"]), ...idsIn(second["data"])]).toEqual(
      serialsWhere(book.users.size, () => true)
        .toReversed()
        .slice(0, 200)
        .map(contactIds.idOf),
    );
  });

  it("finds what was written, at once and by the new values alone", async () => {
    const running = await start();
    const { body } = await running.post("/contacts", { email: "grace@example.com" });
    const byEmail = async (value: string) => {
      const answer = await running.post("/contacts/search", { query: { field: "email", operator: "=", value } });
      return idsIn(answer.body["data"]);
    };
    expect(await byEmail("grace@example.com")).toEqual([body["id"]]);
    await running.call("PUT", `/contacts/${String(body["id"])}`, { body: { email: "hopper@example.com" } });
    expect(await byEmail("grace@example.com")).toEqual([]);
    expect(await byEmail("hopper@example.com")).toEqual([body["id"]]);
  });
});

describe("searches by day", () => {
  it("cut an instant to its day, as the page on contacts explains", async () => {
    const running = await start();
    const [contact] = objectsIn((await running.get("/contacts", { per_page: "1" })).body["data"]);
    const [id, at] = [String(contact?.["id"]), Number(contact?.["created_at"])];
    const found = async (operator: string, value: number) => {
      const query = {
        operator: "AND",
        value: [
          { field: "id", operator: "=", value: id },
          { field: "created_at", operator, value },
        ],
      };
      return idsIn((await running.post("/contacts/search", { query })).body["data"]).length === 1;
    };
    const day = Math.floor(at / 86_400) * 86_400;
    expect([await found("=", day), await found("=", day + 86_399), await found("=", day - 1)]).toEqual([
      true,
      true,
      false,
    ]);
    expect([await found(">", day), await found(">", day - 86_400), await found(">", day - 1)]).toEqual([
      false,
      true,
      true,
    ]);
    expect([await found("<", day + 86_399), await found("<", day + 86_400)]).toEqual([false, true]);
  });

  it("match source.body word by word", async () => {
    const running = await start();
    const count = async (operator: string, value: string) =>
      Number(
        (await running.post("/conversations/search", { query: { field: "source.body", operator, value } })).body[
          "total_count"
        ],
      );
    expect(await count("=", "deadline")).toBeGreaterThan(0);
    expect(await count("=", "a deadline")).toBe(0);
    expect(await count("^", "dead")).toBe(await count("=", "deadline"));
  });
});
