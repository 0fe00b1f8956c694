import type { ConnectorCase } from "../connector-case.ts";
import activities from "./fixtures/activities.json" with { type: "json" };
import contacts from "./fixtures/contacts.json" with { type: "json" };
import opportunities from "./fixtures/opportunities.json" with { type: "json" };
import reasons from "./fixtures/status-reasons.json" with { type: "json" };
import { counted, get, IN, isIn, pagesOf, rows, SECOND_PAGE, withTables } from "./replies.ts";

const { yvonne, susanna } = contacts;
const { open, won, bare } = opportunities;
const { call, task } = activities;

const STAGE_METADATA =
  "EntityDefinitions(LogicalName='opportunity')/Attributes(LogicalName='statuscode')/" +
  "Microsoft.Dynamics.CRM.StatusAttributeMetadata";
const metadata = get(STAGE_METADATA, { $select: "LogicalName", $expand: "OptionSet" }, reasons);
const byActual = { $filter: "actualclosedate ne null", $orderby: "actualclosedate asc,opportunityid asc" };
const byEstimate = { $filter: "actualclosedate eq null", $orderby: "estimatedclosedate asc,opportunityid asc" };

export const salesCases: readonly ConnectorCase[] = [
  {
    name: "reads deals with their currencies in one call: what was won is worth what it brought",
    type: "Deal",
    reading: { kind: "getMany", ids: [open.opportunityid, won.opportunityid, bare.opportunityid] },
    select: ["id", "name", "amount", "closeDate", "createdAt", "updatedAt", "stageId", "companyId", "ownerId"],
    exchanges: [
      get(
        "opportunities",
        {
          $select:
            "opportunityid,name,estimatedvalue,actualvalue,statecode,actualclosedate,estimatedclosedate,createdon," +
            "modifiedon,statuscode,stepname,_parentaccountid_value,_ownerid_value",
          $expand: "transactioncurrencyid($select=isocurrencycode)",
          ...isIn("opportunityid", [open.opportunityid, won.opportunityid, bare.opportunityid]),
        },
        rows("opportunities", [bare, won, open]),
        withTables,
      ),
    ],
    expected: [
      {
        id: open.opportunityid,
        name: "Renewal 2026",
        amount: { minorUnits: 1_250_050, currency: "EUR" },
        closeDate: "2026-12-31",
        createdAt: "2025-01-10T08:00:00.000Z",
        updatedAt: "2025-06-01T08:00:00.000Z",
        stageId: "phase:2-Develop",
        companyId: "78914942-34cb-ed11-b596-0022481d68cd",
        ownerId: "e3914942-34cb-ed11-b596-0022481d68cd",
      },
      {
        id: won.opportunityid,
        name: "パイロット",
        amount: { minorUnits: 500_000, currency: "JPY" },
        closeDate: "2025-11-15",
        createdAt: "2025-02-10T08:00:00.000Z",
        updatedAt: "2025-11-15T08:00:00.000Z",
        stageId: "3",
        companyId: null,
        ownerId: null,
      },
      {
        id: bare.opportunityid,
        name: null,
        amount: null,
        closeDate: null,
        createdAt: "2025-03-10T08:00:00.000Z",
        updatedAt: "2025-03-10T08:00:00.000Z",
        stageId: "2",
        companyId: null,
        ownerId: "e3914942-34cb-ed11-b596-0022481d68cd",
      },
    ],
  },
  {
    name: "lists deals to the end",
    type: "Deal",
    reading: { kind: "pages", size: 2 },
    select: ["id"],
    exchanges: [
      get(
        "opportunities",
        { $select: "opportunityid", $orderby: "createdon asc,opportunityid asc" },
        rows("opportunities", [open, won], SECOND_PAGE),
        pagesOf(2),
      ),
      get(
        "opportunities",
        { $select: "opportunityid", $orderby: "createdon asc,opportunityid asc", $skiptoken: SECOND_PAGE },
        rows("opportunities", [bare]),
        pagesOf(2),
      ),
    ],
    expected: [{ id: open.opportunityid }, { id: won.opportunityid }, { id: bare.opportunityid }],
  },
  {
    name: "lists deals in some stages: phases of open ones, status reasons of others",
    type: "Deal",
    reading: { kind: "list", size: 10, filter: { stageId: { in: ["phase:2-Develop", "3", "phase:x') or (1 eq 1"] } } },
    select: ["id"],
    exchanges: [
      get(
        "opportunities",
        {
          $select: "opportunityid",
          $filter:
            `((statecode eq 0 and ${IN}) or ` +
            "(Microsoft.Dynamics.CRM.In(PropertyName=@p3,PropertyValues=@p4) and " +
            "((statecode ne 0) or (stepname eq null))))",
          "@p1": "'stepname'",
          "@p2": '["2-Develop","x\\u0027\\u0029 or \\u00281 eq 1"]',
          "@p3": "'statuscode'",
          "@p4": '["3"]',
          $orderby: "createdon asc,opportunityid asc",
        },
        rows("opportunities", [open, won]),
        pagesOf(10),
      ),
    ],
    expected: { entities: [{ id: open.opportunityid }, { id: won.opportunityid }], next: null },
  },
  {
    name: "lists deals in phases only",
    type: "Deal",
    reading: { kind: "list", size: 10, filter: { stageId: { in: ["phase:2-Develop"] } } },
    select: ["id"],
    exchanges: [
      get(
        "opportunities",
        {
          $select: "opportunityid",
          ...isIn("stepname", ["2-Develop"]),
          $filter: `statecode eq 0 and ${IN}`,
          $orderby: "createdon asc,opportunityid asc",
        },
        rows("opportunities", [open]),
        pagesOf(10),
      ),
    ],
    expected: { entities: [{ id: open.opportunityid }], next: null },
  },
  {
    name: "merges by close date those that have closed and those that are expected to",
    type: "Deal",
    reading: { kind: "pages", size: 3, order: { field: "closeDate", direction: "ASC" } },
    select: ["id"],
    exchanges: [
      get(
        "opportunities",
        { $select: "opportunityid,actualclosedate", ...byActual },
        rows("opportunities", [won]),
        pagesOf(3),
      ),
      get(
        "opportunities",
        { $select: "opportunityid,estimatedclosedate", ...byEstimate },
        rows("opportunities", [bare, open]),
        pagesOf(3),
      ),
    ],
    expected: [{ id: bare.opportunityid }, { id: won.opportunityid }, { id: open.opportunityid }],
  },
  {
    name: "counts deals",
    type: "Deal",
    reading: { kind: "count" },
    select: ["id"],
    exchanges: [
      get(
        "opportunities",
        { $select: "opportunityid", $count: true },
        { ...rows("opportunities", [open]), "@odata.count": 3 },
        counted,
      ),
    ],
    expected: 3,
  },
  {
    name: "reads the deals of several contacts in one call, with what the core orders them by",
    type: "Deal",
    reading: {
      kind: "related",
      to: "Contact",
      parentIds: [yvonne.contactid, susanna.contactid, "1"],
      filter: { updatedAt: { gte: "2025-01-01T00:00:00Z" } },
      first: 5,
    },
    select: ["id"],
    exchanges: [
      get(
        "opportunities",
        {
          $select: "opportunityid,modifiedon,createdon,_parentcontactid_value",
          ...isIn("parentcontactid", [yvonne.contactid, susanna.contactid], " and modifiedon ge 2025-01-01T00:00:00Z"),
        },
        rows("opportunities", [won, bare, open]),
      ),
    ],
    expected: {
      [yvonne.contactid]: { entities: [{ id: won.opportunityid }, { id: open.opportunityid }], hasMore: false },
      [susanna.contactid]: { entities: [{ id: bare.opportunityid }], hasMore: false },
      1: { entities: [], hasMore: false },
    },
  },
  {
    name: "reads stages that are status reasons from the metadata",
    type: "DealStage",
    reading: { kind: "getMany", ids: ["3", "100000001", "1", "77"] },
    select: ["id", "name", "outcome", "pipeline"],
    exchanges: [metadata],
    expected: [
      { id: "3", name: "Won", outcome: "WON", pipeline: null },
      { id: "100000001", name: "Zu teuer", outcome: "LOST", pipeline: null },
      { id: "1", name: "In Progress", outcome: "OPEN", pipeline: null },
      null,
    ],
  },
  {
    name: "knows a pipeline phase without asking",
    type: "DealStage",
    reading: { kind: "getMany", ids: ["phase:2-Develop"] },
    select: ["id", "name", "outcome", "pipeline"],
    exchanges: [],
    expected: [{ id: "phase:2-Develop", name: "2-Develop", outcome: "OPEN", pipeline: null }],
  },
  {
    name: "reads activities by id",
    type: "Activity",
    reading: { kind: "getMany", ids: [task.activityid, call.activityid] },
    select: ["id", "kind", "subject", "body", "status", "dueAt", "ownerId", "createdAt", "updatedAt"],
    exchanges: [
      get(
        "activitypointers",
        {
          $select:
            "activityid,activitytypecode,subject,description,statecode,scheduledend,actualend,_ownerid_value," +
            "createdon,modifiedon",
          ...isIn("activityid", [task.activityid, call.activityid]),
        },
        rows("activitypointers", [call, task]),
        withTables,
      ),
    ],
    expected: [
      {
        id: task.activityid,
        kind: "TASK",
        subject: null,
        body: null,
        status: "OPEN",
        dueAt: "2025-07-01T12:00:00.000Z",
        ownerId: null,
        createdAt: "2025-06-01T08:00:00.000Z",
        updatedAt: "2025-06-01T08:00:00.000Z",
      },
      {
        id: call.activityid,
        kind: "CALL",
        subject: "Discuss the renewal",
        body: "Wants 12 months.\nMüller & Co.",
        status: "DONE",
        dueAt: "2025-05-02T14:30:00.000Z",
        ownerId: "e3914942-34cb-ed11-b596-0022481d68cd",
        createdAt: "2025-05-01T08:00:00.000Z",
        updatedAt: "2025-05-02T14:31:00.000Z",
      },
    ],
  },
  {
    name: "reads the activities that regard several contacts in one call",
    type: "Activity",
    reading: { kind: "related", to: "Contact", parentIds: [susanna.contactid, yvonne.contactid], first: 5 },
    select: ["id", "kind"],
    exchanges: [
      get(
        "activitypointers",
        {
          $select: "activityid,activitytypecode,createdon,_regardingobjectid_value",
          ...isIn("regardingobjectid", [susanna.contactid, yvonne.contactid]),
        },
        rows("activitypointers", [call, task]),
      ),
    ],
    expected: {
      [susanna.contactid]: { entities: [], hasMore: false },
      [yvonne.contactid]: {
        entities: [
          { id: call.activityid, kind: "CALL" },
          { id: task.activityid, kind: "TASK" },
        ],
        hasMore: false,
      },
    },
  },
];
