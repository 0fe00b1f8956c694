import { describe, expect, it } from "vitest";
import { hubspot } from "../../src/connectors/hubspot/index.ts";
import { connectors } from "../../src/connectors/index.ts";
import { paypal } from "../../src/connectors/paypal/index.ts";
import { stripe } from "../../src/connectors/stripe/index.ts";
import { zendesk } from "../../src/connectors/zendesk/index.ts";
import { servedConnector } from "../../src/loaders/served-connector.ts";
import { createAnsweringHttp } from "../support/fake-http.ts";
import type { EntityType } from "../../src/mapping/entities.ts";

const typesOf = ({ entities }: { entities: object }) => Object.keys(entities);

describe("a connector that serves some of its types", () => {
  it.each(connectors)("is $name itself where it serves all", (connector) => {
    expect(servedConnector(connector, typesOf(connector) as EntityType[])).toBe(connector);
  });

  it("has these, as they were", () => {
    const crm = servedConnector(hubspot, ["Contact", "Company"]);
    expect(typesOf(crm)).toEqual(["Contact", "Company"]);
    expect(crm.entities.Company).toEqual(hubspot.entities.Company);
    expect(crm.entities.Contact?.list).toMatchObject({ pageSize: hubspot.entities.Contact?.list?.pageSize });
    expect(typesOf(hubspot)).toContain("Deal");
  });

  it("asks for no ids of what it does not serve", async () => {
    const http = createAnsweringHttp(() => ({ results: [] }));
    const crm = servedConnector(hubspot, ["Contact"]);
    await crm.entities.Contact?.getMany?.(http, ["1"], ["id", "email", "companyId", "dealIds"]);
    expect(http.asked).toMatchObject([{ body: { properties: ["email"] } }]);
  });

  it("has no place for such ids", () => {
    const fieldsOf = (types: readonly EntityType[]) =>
      Object.keys(servedConnector(hubspot, types).entities.Contact?.fields ?? {});
    expect(fieldsOf(["Contact", "Company"])).toEqual(expect.arrayContaining(["companyId", "email", "externalIds"]));
    expect(fieldsOf(["Contact", "Company"])).not.toContain("dealIds");
    expect(fieldsOf(["Contact", "Deal", "DealStage", "User"])).toContain("dealIds");
    expect(fieldsOf(["Contact", "Deal", "DealStage", "User"])).not.toContain("companyId");
  });

  it("keeps its people where something of theirs is served, and lists them no more", () => {
    const desk = servedConnector(zendesk, ["Ticket", "TicketComment", "User"]);
    expect(typesOf(desk)).toEqual(["Contact", "User", "Ticket", "TicketComment"]);
    expect(desk.entities.Contact).toMatchObject({ emailIsUnique: true, byEmail: {}, byExternalId: {} });
    expect(desk.entities.Contact).toHaveProperty("getMany");
    expect(desk.entities.Contact).not.toHaveProperty("list");
    expect(typesOf(servedConnector(stripe, ["Invoice"]))).toEqual(["Contact", "Invoice"]);
  });

  it("has no people where what is theirs is found by the customer's address", () => {
    expect(typesOf(servedConnector(paypal, ["Invoice"]))).toEqual(["Invoice"]);
    expect(typesOf(servedConnector(paypal, ["Invoice", "Payment"]))).toEqual(["Contact", "Payment", "Invoice"]);
  });

  it("has no people where nothing is people's", () => {
    expect(typesOf(servedConnector(hubspot, ["Company"]))).toEqual(["Company"]);
  });
});
