// Notes, tasks, calls, meetings and e-mails: read by HubSpot's own client, and held to its contract.
import { AssociationTypes, Client } from "@hubspot/api-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plainText } from "../../src/mapping/plain-text.ts";
import { hubspot } from "../../src/sandbox/hubspot/hubspot.ts";
import { hubspotContactId } from "../../src/sandbox/ids.ts";
import { startVendor } from "../../src/sandbox/vendor-server.ts";
import type { VendorServer } from "../../src/sandbox/vendor-server.ts";
import { createWorld } from "../../src/sandbox/world/create-world.ts";
import type { ActivityRow, NoteRow } from "../../src/sandbox/world.ts";
import { mappingContext } from "../connectors/connector-case.ts";
import { assertNoFindings } from "../support/contract.ts";
import { hubspotContract } from "../support/hubspot-contract.ts";

const world = createWorld({ seed: 3, customers: 400 });
const { activities, notes } = world.books.hubspot;
const findings: string[] = [];
/** Paths by which HubSpot knows a type besides the one in its contract. */
const otherNames = new Set<string>();
let server: VendorServer;
let client: Client;

beforeAll(async () => {
  server = await startVendor(hubspot, {
    context: { world, now: Date.now, rateScale: 1_000_000 },
    latencyMs: 0,
    random: () => 0.5,
    onExchange(exchange) {
      if (otherNames.has(exchange.path)) return;
      findings.push(...hubspotContract.checkRequest({ ...exchange, body: exchange.requestBody }));
      findings.push(...hubspotContract.checkResponse({ ...exchange, body: exchange.responseBody }));
    },
  });
  client = new Client({ accessToken: hubspot.credentials["accessToken"] ?? "", basePath: server.url });
});
afterAll(async () => {
  await server.stop();
  assertNoFindings(findings);
});

interface Sort {
  readonly type: "notes" | "tasks" | "calls" | "meetings" | "emails";
  readonly there: AssociationTypes;
  readonly back: AssociationTypes;
  readonly typeId: string;
  readonly title: string | null;
  readonly body: string;
  readonly rows: readonly (NoteRow | ActivityRow)[];
}

const ofKind = (kind: ActivityRow["kind"]): ActivityRow[] =>
  Array.from({ length: activities.size }, (_, serial) => activities.at(serial)).filter((row) => row.kind === kind);

const sorts: readonly Sort[] = [
  {
    type: "notes",
    there: AssociationTypes.contactToNote,
    back: AssociationTypes.noteToContact,
    typeId: "0-46",
    title: null,
    body: "hs_note_body",
    rows: Array.from({ length: notes.size }, (_, serial) => notes.at(serial)),
  },
  {
    type: "tasks",
    there: AssociationTypes.contactToTask,
    back: AssociationTypes.taskToContact,
    typeId: "0-27",
    title: "hs_task_subject",
    body: "hs_task_body",
    rows: ofKind("task"),
  },
  {
    type: "calls",
    there: AssociationTypes.contactToCall,
    back: AssociationTypes.callToContact,
    typeId: "0-48",
    title: "hs_call_title",
    body: "hs_call_body",
    rows: ofKind("call"),
  },
  {
    type: "meetings",
    there: AssociationTypes.contactToMeeting,
    back: AssociationTypes.meetingToContact,
    typeId: "0-47",
    title: "hs_meeting_title",
    body: "hs_meeting_body",
    rows: ofKind("meeting"),
  },
  {
    type: "emails",
    there: AssociationTypes.contactToEmail,
    back: AssociationTypes.emailToContact,
    typeId: "0-49",
    title: "hs_email_subject",
    body: "hs_email_html",
    rows: ofKind("email"),
  },
];

describe.each(sorts)("$type", ({ type, there, back, typeId, title, body, rows }) => {
  const api = () => client.crm.objects[type];

  it("are listed to the end, in order of creation, with what the data set says", async () => {
    const names = [body, "hs_timestamp", "hubspot_owner_id", ...(title === null ? [] : [title])];
    const listed: Awaited<ReturnType<Client["crm"]["objects"]["notes"]["basicApi"]["getPage"]>>["results"] = [];
    let after: string | undefined;
    do {
      const page = await api().basicApi.getPage(100, after, names, undefined, ["contacts"]);
      listed.push(...page.results);
      after = page.paging?.next?.after;
    } while (after !== undefined);

    expect(rows.length).toBeGreaterThan(50);
    expect(listed.map(({ createdAt }) => createdAt.getTime())).toEqual(rows.map(({ createdAt }) => createdAt));
    expect(new Set(listed.map(({ id }) => id)).size).toBe(rows.length);
    for (const [place, { properties, associations, updatedAt }] of listed.entries()) {
      const row = rows[place];
      if (row === undefined) throw new Error("There are more than there should be");
      expect(updatedAt.getTime()).toBe(row.updatedAt);
      expect(properties["hs_timestamp"]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
      expect(properties["hubspot_owner_id"]).toMatch(/^\d+$/);
      expect(title === null ? null : properties[title]).toBe("subject" in row ? row.subject : null);
      const words = properties[body] ?? null;
      expect(words === null ? null : plainText(words, mappingContext(), body)).toBe(row.body);
      expect(associations?.["contacts"]?.results.map(({ id }) => id)).toEqual([hubspotContactId(row.contact)]);
    }
  });

  it("are read in batches, and by name, number and singular", async () => {
    const some = await api().basicApi.getPage(3);
    const [one, two, three] = some.results.map(({ id }) => ({ id }));
    if (one === undefined || two === undefined || three === undefined) throw new Error("There are too few");
    expect(Object.keys(some.results[0]?.properties ?? {}).toSorted()).toEqual([
      "hs_createdate",
      "hs_lastmodifieddate",
      "hs_object_id",
    ]);
    const batch = await api().batchApi.read({ inputs: [three, one], properties: [body], propertiesWithHistory: [] });
    expect(batch.results.map(({ id }) => id)).toEqual([three.id, one.id]);
    const partly = await api().batchApi.read({
      inputs: [two, { id: "7" }],
      properties: [],
      propertiesWithHistory: [],
    });
    expect(partly).toMatchObject({ numErrors: 1, results: [two] });
    const alone = await api().basicApi.getById(one.id);
    for (const name of [typeId, type.slice(0, -1)]) {
      const path = `/crm/v3/objects/${name}/${one.id}`;
      otherNames.add(path);
      const other = await client.apiRequest({ path });
      expect(await other.json()).toMatchObject({ id: one.id, createdAt: alone.createdAt.toISOString() });
    }
  });

  it("are associated with contacts, both ways, by HubSpot's numbers", async () => {
    const contacts = [...new Set(rows.map(({ contact }) => contact))].slice(0, 100);
    const inputs = contacts.map((serial) => ({ id: hubspotContactId(serial) }));
    const found = await client.crm.associations.v4.batchApi.getPage("contacts", type, { inputs });
    const linked = found.results.flatMap(({ to }) => to);
    const counted = contacts.map((serial) => rows.filter(({ contact }) => contact === serial).length);
    expect(found.results.map(({ to, paging }) => (paging === undefined ? to.length : 100))).toEqual(
      counted.map((count) => Math.min(count, 100)),
    );
    expect(new Set(linked.flatMap(({ associationTypes }) => associationTypes.map((each) => each.typeId)))).toEqual(
      new Set([there]),
    );
    const one = String(linked[0]?.toObjectId);
    const owner = await client.crm.associations.v4.basicApi.getPage(type, one, "contacts");
    expect(owner.results).toMatchObject([{ toObjectId: inputs[0]?.id, associationTypes: [{ typeId: back }] }]);
    const contact = await client.crm.contacts.basicApi.getById(inputs[0]?.id ?? "", [], undefined, [type]);
    expect(contact.associations?.[type]?.results[0]?.id).toBe(one);
  });

  it("are searched, sorted by time", async () => {
    const search = (sorts: string[]) =>
      api().searchApi.doSearch({
        filterGroups: [
          {
            filters: [{ propertyName: "hs_createdate", operator: "GTE" as never, value: String(rows[20]?.createdAt) }],
          },
        ],
        sorts,
        properties: ["hs_timestamp"],
        limit: 200,
      });
    const found = await search(["-hs_timestamp"]);
    expect(found.total).toBe(rows.length - 20);
    const times = found.results.map(({ properties }) => properties["hs_timestamp"] ?? "");
    expect(times).toEqual(times.toSorted().toReversed());
  });

  it("have documented properties, those that people fill in and those that HubSpot does", async () => {
    const { results } = await client.crm.properties.coreApi.getAll(type);
    const readOnly = Object.fromEntries(
      results.map(({ name, modificationMetadata }) => [name, modificationMetadata?.readOnlyValue]),
    );
    expect(readOnly).toMatchObject({ [body]: false, hs_timestamp: false, hs_object_id: true, hs_createdate: true });
  });
});

it("has the kinds of the data set, and no other", () => {
  const total = sorts.reduce((sum, { rows }) => sum + rows.length, 0);
  expect(total).toBe(activities.size + notes.size);
});
