// Companies: who is listed, scrolls, and what becomes of people.
import { describe, expect, it } from "vitest";
import { errorIn, idsIn, objectIn, objectsIn } from "./running-workspace.ts";
import { useWorkspace } from "./use-workspace.ts";

const start = useWorkspace();

describe("companies", () => {
  it("are scrolled over by one at a time, who must not pause for a minute", async () => {
    const running = await start();
    const first = await running.get("/companies/scroll");
    const scroll_param = String(first.body["scroll_param"]);
    expect(errorIn(await running.get("/companies/scroll"))).toMatchObject({ code: "scroll_exists" });
    running.advance(59_000);
    expect((await running.get("/companies/scroll", { scroll_param })).status).toBe(200);
    running.advance(60_000);
    expect((await running.get("/companies/scroll", { scroll_param })).status).toBe(404);
    expect((await running.get("/companies/scroll")).status).toBe(200);
  });

  it("are scrolled over by one of two who begin at once", async () => {
    const running = await start();
    const answers = await Promise.all([running.get("/companies/scroll"), running.get("/companies/scroll")]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 400]);
  });

  it("are found by name and by the account's own id, and count their people", async () => {
    const running = await start();
    const { body } = await running.post("/companies/list", {});
    const [company] = objectsIn(body["data"]);
    const found = await running.get("/companies", { company_id: String(company?.["company_id"]) });
    expect(idsIn(found.body["data"])).toEqual([company?.["id"]]);
    const named = await running.get("/companies", { name: String(company?.["name"]) });
    expect(idsIn(named.body["data"])).toContain(company?.["id"]);
    const people = await running.get(`/companies/${String(company?.["id"])}/contacts`, { per_page: "150" });
    expect(people.body["total_count"]).toBe(company?.["user_count"]);
  });

  it("are detached from their people when they are deleted", async () => {
    const running = await start();
    const { body } = await running.post("/companies/list", {});
    const [id = ""] = idsIn(body["data"]);
    const people = await running.get(`/companies/${id}/contacts`, { per_page: "150" });
    const [person = ""] = idsIn(people.body["data"]);
    expect((await running.call("DELETE", `/companies/${id}`)).body).toEqual({ id, object: "company", deleted: true });
    expect((await running.get(`/companies/${id}`)).status).toBe(404);
    expect(objectIn((await running.get(`/contacts/${person}`)).body["companies"])["total_count"]).toBe(0);
    const { body: after } = await running.post("/companies/list", {});
    expect(after["total_count"]).toBe(Number(body["total_count"]) - 1);
  });

  it("are listed as soon as somebody works there, and no longer than that", async () => {
    const running = await start();
    const { body: company } = await running.post("/companies", { company_id: "quay", name: "Quay" });
    const { body: person } = await running.post("/contacts", { email: "first@quay.example" });
    const [id, contact] = [String(company["id"]), String(person["id"])];
    const found = async () => (await running.get("/companies", { company_id: "quay" })).status;
    expect([company["user_count"], await found()]).toEqual([0, 404]);
    const attached = await running.post(`/contacts/${contact}/companies`, { id });
    expect([attached.body["user_count"], await found()]).toEqual([1, 200]);
    await running.call("DELETE", `/contacts/${contact}/companies/${id}`);
    expect(await found()).toBe(404);
    expect((await running.get(`/companies/${id}`)).status).toBe(200);
  });

  it("of a contact are paged by a link", async () => {
    const running = await start();
    const { body: person } = await running.post("/contacts", { email: "busy@example.com" });
    const path = `/contacts/${String(person["id"])}/companies`;
    const { body } = await running.post("/companies/list", {});
    const ids = idsIn(body["data"]).slice(0, 3);
    for (const id of ids) await running.post(path, { id });
    const first = await running.get(path, { per_page: "2" });
    const link = new URL(String(objectIn(first.body["pages"])["next"]));
    const second = await running.get(link.pathname + link.search);
    expect([...idsIn(first.body["data"]), ...idsIn(second.body["data"])]).toEqual(ids);
    expect(objectIn(second.body["pages"])["next"]).toBeNull();
  });
});
