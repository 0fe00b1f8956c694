import type { ConnectorCase } from "../connector-case.ts";
import annotations from "./fixtures/annotations.json" with { type: "json" };
import contacts from "./fixtures/contacts.json" with { type: "json" };
import incidents from "./fixtures/incidents.json" with { type: "json" };
import { counted, get, isIn, pagesOf, rows, SECOND_PAGE, withTables } from "./replies.ts";

const { yvonne, susanna } = contacts;
const { login, merged, ofBoth } = incidents;
const { rich, plain } = annotations;

const ofContacts = {
  $filter:
    "((Microsoft.Dynamics.CRM.In(PropertyName=@p1,PropertyValues=@p3)) or " +
    "(Microsoft.Dynamics.CRM.In(PropertyName=@p2,PropertyValues=@p3)))",
  "@p1": "'customerid'",
  "@p2": "'primarycontactid'",
  "@p3": JSON.stringify([yvonne.contactid, susanna.contactid]),
};

export const supportCases: readonly ConnectorCase[] = [
  {
    name: "reads cases by id: the contact person asked, else the customer where that is a contact",
    type: "Ticket",
    reading: { kind: "getMany", ids: [merged.incidentid, login.incidentid, ofBoth.incidentid] },
    select: [
      "id",
      "subject",
      "description",
      "status",
      "priority",
      "tags",
      "requesterId",
      "assigneeId",
      "createdAt",
      "updatedAt",
    ],
    exchanges: [
      get(
        "incidents",
        {
          $select:
            "incidentid,title,description,statuscode,prioritycode,_primarycontactid_value,_customerid_value," +
            "_ownerid_value,createdon,modifiedon",
          ...isIn("incidentid", [merged.incidentid, login.incidentid, ofBoth.incidentid]),
        },
        rows("incidents", [login, merged, ofBoth]),
        withTables,
      ),
    ],
    expected: [
      {
        id: merged.incidentid,
        subject: "Login, again",
        description: null,
        status: "CLOSED",
        priority: "NORMAL",
        tags: null,
        requesterId: susanna.contactid,
        assigneeId: null,
        createdAt: "2025-05-02T08:00:00.000Z",
        updatedAt: "2025-05-02T09:00:00.000Z",
      },
      {
        id: login.incidentid,
        subject: "Can't log in",
        description: 'Says "wrong password".\nTried twice.',
        status: "PENDING",
        priority: "HIGH",
        tags: null,
        requesterId: yvonne.contactid,
        assigneeId: "e3914942-34cb-ed11-b596-0022481d68cd",
        createdAt: "2025-05-01T08:00:00.000Z",
        updatedAt: "2025-05-03T08:00:00.000Z",
      },
      {
        id: ofBoth.incidentid,
        subject: null,
        description: null,
        status: "UNKNOWN",
        priority: null,
        tags: null,
        requesterId: yvonne.contactid,
        assigneeId: "e3914942-34cb-ed11-b596-0022481d68cd",
        createdAt: "2025-05-03T08:00:00.000Z",
        updatedAt: "2025-05-03T09:00:00.000Z",
      },
    ],
  },
  {
    name: "lists cases to the end, newest first",
    type: "Ticket",
    reading: { kind: "pages", size: 2 },
    select: ["id"],
    exchanges: [
      get(
        "incidents",
        { $select: "incidentid", $orderby: "createdon desc,incidentid desc" },
        rows("incidents", [ofBoth, merged], SECOND_PAGE),
        pagesOf(2),
      ),
      get(
        "incidents",
        { $select: "incidentid", $orderby: "createdon desc,incidentid desc", $skiptoken: SECOND_PAGE },
        rows("incidents", [login]),
        pagesOf(2),
      ),
    ],
    expected: [{ id: ofBoth.incidentid }, { id: merged.incidentid }, { id: login.incidentid }],
  },
  {
    name: "filters by the status reasons that mean a status; one that Dynamics has no word for is on no case",
    type: "Ticket",
    reading: {
      kind: "list",
      size: 10,
      filter: { status: { in: ["NEW", "OPEN", "PENDING"] }, priority: { in: ["HIGH"] } },
    },
    select: ["id"],
    exchanges: [
      get(
        "incidents",
        {
          $select: "incidentid",
          ...isIn("statuscode", ["1", "4", "3"], " and Microsoft.Dynamics.CRM.In(PropertyName=@p3,PropertyValues=@p4)"),
          "@p3": "'prioritycode'",
          "@p4": '["1"]',
          $orderby: "createdon desc,incidentid desc",
        },
        rows("incidents", [login]),
        pagesOf(10),
      ),
    ],
    expected: { entities: [{ id: login.incidentid }], next: null },
  },
  {
    name: "knows without asking that no case is new",
    type: "Ticket",
    reading: { kind: "list", size: 10, filter: { status: { in: ["NEW"] } } },
    select: ["id"],
    exchanges: [],
    expected: { entities: [], next: null },
  },
  {
    name: "counts none where there can be none",
    type: "Ticket",
    reading: { kind: "count", filter: { priority: { in: ["URGENT"] } } },
    select: ["id"],
    exchanges: [],
    expected: 0,
  },
  {
    name: "counts cases",
    type: "Ticket",
    reading: { kind: "count", filter: { status: { in: ["SOLVED"] } } },
    select: ["id"],
    exchanges: [
      get(
        "incidents",
        { $select: "incidentid", ...isIn("statuscode", ["5", "1000"]), $count: true },
        { ...rows("incidents", []), "@odata.count": 0 },
        counted,
      ),
    ],
    expected: 0,
  },
  {
    name: "reads the cases of several contacts in one call: those whose customer or contact person they are",
    type: "Ticket",
    reading: { kind: "related", to: "Contact", parentIds: [yvonne.contactid, susanna.contactid], first: 5 },
    select: ["id"],
    exchanges: [
      get(
        "incidents",
        { $select: "incidentid,modifiedon,_customerid_value,_primarycontactid_value", ...ofContacts },
        rows("incidents", [login, merged, ofBoth]),
      ),
    ],
    expected: {
      [yvonne.contactid]: { entities: [{ id: login.incidentid }, { id: ofBoth.incidentid }], hasMore: false },
      [susanna.contactid]: { entities: [{ id: merged.incidentid }, { id: ofBoth.incidentid }], hasMore: false },
    },
  },
  {
    name: "leaves to the core which cases have a status that the table lacks",
    type: "Ticket",
    reading: {
      kind: "related",
      to: "Contact",
      parentIds: [yvonne.contactid, susanna.contactid],
      filter: { status: { in: ["UNKNOWN"] }, priority: { in: ["LOW"] } },
      first: 5,
    },
    select: ["id"],
    exchanges: [
      get(
        "incidents",
        {
          $select: "incidentid,statuscode,prioritycode,modifiedon,_customerid_value,_primarycontactid_value",
          ...ofContacts,
          $filter: `${ofContacts.$filter} and Microsoft.Dynamics.CRM.In(PropertyName=@p4,PropertyValues=@p5)`,
          "@p4": "'prioritycode'",
          "@p5": '["3"]',
        },
        rows("incidents", []),
      ),
    ],
    expected: {
      [yvonne.contactid]: { entities: [], hasMore: false },
      [susanna.contactid]: { entities: [], hasMore: false },
    },
  },
  {
    name: "reads notes by id, of cases only: the portal marks those that customers see, and those they wrote",
    type: "TicketComment",
    reading: { kind: "getMany", ids: [plain.annotationid, rich.annotationid] },
    select: ["id", "body", "isPublic", "authorId", "createdAt"],
    exchanges: [
      get(
        "annotations",
        {
          $select: "annotationid,notetext,_createdby_value,subject,createdon",
          ...isIn("annotationid", [plain.annotationid, rich.annotationid], " and objecttypecode eq 'incident'"),
        },
        rows("annotations", [rich, plain]),
      ),
    ],
    expected: [
      {
        id: plain.annotationid,
        body: "2 < 3, and R&D agrees",
        isPublic: true,
        authorId: yvonne.contactid,
        createdAt: "2025-05-02T09:00:00.000Z",
      },
      {
        id: rich.annotationid,
        body: "Sent a new link.\nWaiting.",
        isPublic: false,
        authorId: "e3914942-34cb-ed11-b596-0022481d68cd",
        createdAt: "2025-05-01T09:00:00.000Z",
      },
    ],
  },
  {
    name: "reads the notes of several cases in one call",
    type: "TicketComment",
    reading: { kind: "related", to: "Ticket", parentIds: [login.incidentid, merged.incidentid], first: 10 },
    select: ["id"],
    exchanges: [
      get(
        "annotations",
        {
          $select: "annotationid,createdon,_objectid_value",
          ...isIn("objectid", [login.incidentid, merged.incidentid]),
        },
        rows("annotations", [rich, plain]),
      ),
    ],
    expected: {
      [login.incidentid]: { entities: [{ id: rich.annotationid }, { id: plain.annotationid }], hasMore: false },
      [merged.incidentid]: { entities: [], hasMore: false },
    },
  },
];
