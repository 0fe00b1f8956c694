import { describe, expect, it } from "vitest";
import { guids } from "../../../src/sandbox/dynamics/guids.ts";
import { book, objectsIn } from "./running-environment.ts";
import { contactId, serialsWhere, useEnvironment } from "./use-environment.ts";

const { environment, get, idsOf } = useEnvironment();

describe("the rest of the service", () => {
  it("says who asks, and that is the application user", async () => {
    const { body } = await get("WhoAmI");
    const user = await get(`systemusers(${String(body["UserId"])})?$select=fullname,applicationid`);
    expect(user.body["fullname"]).toBe("# Integration");
    expect(
      await idsOf(
        "systemusers",
        "systemuserid",
        `$filter=Microsoft.Dynamics.CRM.EqualUserId(PropertyName='systemuserid')`,
      ),
    ).toEqual([body["UserId"]]);
    expect((await get("WhoAmI()")).body["UserId"]).toBe(body["UserId"]);
  });

  it("says which of some privileges a user holds", async () => {
    const { body: me } = await get("WhoAmI");
    const call = "Microsoft.Dynamics.CRM.RetrieveUserSetOfPrivilegesByNames(PrivilegeNames=@p1)";
    const { body } = await get(
      `systemusers(${String(me["UserId"])})/${call}?@p1=["prvReadContact","prvReadNote","prvDeleteContact"]`,
    );
    const held = objectsIn(body["RolePrivileges"]);
    expect(held.map((one) => one["PrivilegeName"]).toSorted()).toEqual(["prvReadContact", "prvReadNote"]);
    expect(held.map((one) => one["Depth"])).toEqual(["Global", "Global"]);
    expect((await get(`contacts(${contactId(0)})/${call}?@p1=[]`)).status).toBe(404);
  });

  it("lists its entity sets, and defines its tables", async () => {
    const sets = (await get("")).records.map((record) => record["name"]);
    expect(sets).toEqual(
      expect.arrayContaining(["contacts", "accounts", "incidents", "annotations", "activitypointers"]),
    );
    const { body } = await get(
      "EntityDefinitions(LogicalName='contact')?$select=LogicalName,EntitySetName&$expand=Attributes($select=LogicalName,AttributeType)",
    );
    expect(body).toMatchObject({ LogicalName: "contact", EntitySetName: "contacts" });
    expect(Object.keys(body)).not.toContain("SchemaName");
    expect(objectsIn(body["Attributes"]).find((column) => column["LogicalName"] === "parentcustomerid")).toMatchObject({
      "@odata.type": "#Microsoft.Dynamics.CRM.LookupAttributeMetadata",
      AttributeType: "Customer",
    });
    expect((await get("EntityDefinitions(LogicalName='nothing')")).status).toBe(404);
    expect((await get("EntityDefinitions?$select=Foo")).status).toBe(400);
    const statuses = await get(
      "EntityDefinitions(LogicalName='incident')/Attributes/Microsoft.Dynamics.CRM.StatusAttributeMetadata?$expand=OptionSet",
    );
    expect(statuses.records.map((record) => record["LogicalName"])).toEqual(["statuscode"]);
  });

  it.each(["Account", "nothing", "accounts/x/y", "contacts(d47d90d9-0000-ef11-8002-6045bd000007)/nothing/x"])(
    "finds nothing at %s",
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );

  it("finds nothing outside of its versions", async () => {
    const reply = await get(`${environment().server.url}/api/data/v8.2/contacts`);
    expect(reply.status).toBe(404);
    expect((await get(`${environment().server.url}/nothing`)).status).toBe(404);
    expect((await get(`${environment().server.url}/api/data/v9.0/WhoAmI`)).body["@odata.context"]).toContain(
      "/api/data/v9.0/",
    );
  });

  it("keeps notes as a portal does: marked when the customer sees them, and signed when the customer wrote them", async () => {
    const [ticket = 0] = serialsWhere(book.cases.size, (serial) => {
      const { comments } = book.cases.at(serial);
      return comments.some(({ isPublic }) => !isPublic) && comments.some(({ author }) => author !== "requester");
    });
    const row = book.cases.at(ticket);
    const { records } = await get(
      `incidents(${guids.incident.idOf(ticket)})/Incident_Annotation?$select=subject,notetext,_createdby_value`,
    );
    const whoAmI = String((await get("WhoAmI")).body["UserId"]);
    const signed: unknown = expect.stringContaining(`[contact:${contactId(row.requester)}]`);
    expect(records).toMatchObject(
      row.comments.map(({ body, isPublic, author }) => ({
        notetext: isPublic ? `*WEB*${body}` : body,
        subject: author === "requester" ? signed : null,
        _createdby_value: author === "requester" ? whoAmI : guids.systemuser.idOf(author),
      })),
    );
  });

  it("keeps an activity under one id in its own table and among all activities", async () => {
    for (const [kind, set, type] of [
      ["task", "tasks", "task"],
      ["call", "phonecalls", "phonecall"],
      ["meeting", "appointments", "appointment"],
      ["email", "emails", "email"],
    ] as const) {
      const [serial = 0] = serialsWhere(book.activities.size, (one) => book.activities.at(one).kind === kind);
      const row = book.activities.at(serial);
      const id = guids.activity.idOf(serial);
      const select = "$select=subject,activitytypecode,statecode,scheduledend";
      const own = await get(`${set}(${id})?${select}&$expand=regardingobjectid_contact_${type}($select=contactid)`);
      expect(own.body).toMatchObject({ activityid: id, subject: row.subject, activitytypecode: type });
      expect(own.body[`regardingobjectid_contact_${type}`]).toEqual({ contactid: contactId(row.contact) });
      const pointer = await get(`activitypointers(${id})?${select}`);
      expect(pointer.body["statecode"]).toBe(own.body["statecode"]);
      const other = set === "tasks" ? "emails" : "tasks";
      expect((await get(`${other}(${id})`)).status).toBe(404);
    }
  });
});
