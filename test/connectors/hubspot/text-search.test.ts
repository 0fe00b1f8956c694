import { describe, expect, it } from "vitest";
import { contact } from "../../../src/connectors/hubspot/contact.ts";
import { createFakeHttp } from "../../support/fake-http.ts";

describe("HubSpot's search for text", () => {
  it("asks for the words as they are, for what is selected, and for so many", async () => {
    const records = [{ id: "1" }];
    const ask = {
      method: "POST",
      path: "/crm/v3/objects/contacts/search",
      body: { query: 'ann "x" -y', properties: ["email"], limit: 30 },
    } as const;
    const http = createFakeHttp([{ ask, reply: { total: 1, results: records } }]);
    expect(await contact.search?.find(http, ["ann", '"x"', "-y"], { select: ["id", "email"], size: 30 })).toEqual(
      records,
    );
  });
});
