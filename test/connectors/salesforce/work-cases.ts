import type { ConnectorCase } from "../connector-case.ts";
import people from "./fixtures/people.json" with { type: "json" };
import work from "./fixtures/work.json" with { type: "json" };
import { DATA, page, query, record } from "./replies.ts";

const { ada, kenji, mary, otto, acme, tokyo } = people;
const { renewal, pilot, bare, won, lost, prospecting, call, old, visit, broken, question, spam, answer, note } = work;

const dealFields = ["id", "name", "amount", "closeDate", "createdAt", "updatedAt", "stageId", "companyId", "ownerId"];
const renewalEntity = {
  id: renewal.Id,
  name: "Renewal 2026",
  amount: { minorUnits: 1_250_050, currency: "EUR" },
  closeDate: "2025-12-31",
  createdAt: "2025-01-10T08:00:00.000Z",
  updatedAt: "2025-06-01T08:00:00.000Z",
  stageId: "Closed Won",
  companyId: acme.Id,
  ownerId: mary.Id,
};

const activityFields = ["id", "kind", "subject", "body", "status", "dueAt", "ownerId", "createdAt", "updatedAt"];
const taskColumns = "Id,TaskSubtype,Subject,Description,IsClosed,ActivityDate,OwnerId,CreatedDate,SystemModstamp";
const eventColumns = "Id,Subject,Description,StartDateTime,OwnerId,CreatedDate,SystemModstamp";
const callEntity = {
  id: call.Id,
  kind: "CALL",
  subject: "Call back",
  body: "About the renewal",
  status: "DONE",
  dueAt: "2025-05-01T00:00:00.000Z",
  ownerId: mary.Id,
  createdAt: "2025-04-01T08:00:00.000Z",
  updatedAt: "2025-05-01T08:00:00.000Z",
};
const oldEntity = {
  id: old.Id,
  kind: "TASK",
  subject: null,
  body: null,
  status: "OPEN",
  dueAt: null,
  ownerId: otto.Id,
  createdAt: "2012-04-01T08:00:00.000Z",
  updatedAt: "2012-05-01T08:00:00.000Z",
};
const visitEntity = {
  id: visit.Id,
  kind: "MEETING",
  subject: "Visit",
  body: null,
  status: null,
  dueAt: "2025-05-07T13:00:00.000Z",
  ownerId: mary.Id,
  createdAt: "2025-04-03T08:00:00.000Z",
  updatedAt: "2025-05-03T08:00:00.000Z",
};

const ticketFields = [
  "id",
  "subject",
  "description",
  "status",
  "priority",
  "requesterId",
  "assigneeId",
  "createdAt",
  "updatedAt",
];
const ticketColumns = "Id,Subject,Description,Status,Priority,ContactId,OwnerId,CreatedDate,SystemModstamp";

/** What contact roles say: whose, and the deal in it. */
const roles = (
  ...found: readonly (readonly [contact: { Id: string }, deal: typeof renewal | typeof bare | null])[]
) => ({
  totalSize: found.length,
  done: true,
  records: found.map(([contact, deal]) => ({
    attributes: { type: "OpportunityContactRole", url: `${DATA}/sobjects/OpportunityContactRole/00K5g00000RoLeA` },
    ContactId: contact.Id,
    Opportunity: deal === null ? null : record("Opportunity", deal, ["Id", "Name", "CreatedDate"]),
  })),
});

export const workCases: readonly ConnectorCase[] = [
  {
    name: "reads deals of an organization with one currency: CurrencyIsoCode is not named",
    type: "Deal",
    reading: { kind: "getMany", ids: [pilot.Id, renewal.Id, bare.Id] },
    select: dealFields,
    mapping: { defaultCurrency: "EUR" },
    exchanges: [
      query(
        "SELECT Id,Name,Amount,CloseDate,CreatedDate,SystemModstamp,StageName,AccountId,OwnerId FROM Opportunity " +
          `WHERE Id IN ('${pilot.Id}','${renewal.Id}','${bare.Id}')`,
        bare,
        renewal,
        pilot,
      ),
    ],
    expected: [
      {
        id: pilot.Id,
        name: "パイロット",
        amount: { minorUnits: 50_000_000, currency: "EUR" },
        closeDate: "2025-12-31",
        createdAt: "2025-02-10T08:00:00.000Z",
        updatedAt: "2025-06-02T08:00:00.000Z",
        stageId: "Proposal/Price Quote",
        companyId: tokyo.Id,
        ownerId: otto.Id,
      },
      renewalEntity,
      {
        id: bare.Id,
        name: "Perhaps",
        amount: null,
        closeDate: "2026-02-28",
        createdAt: "2025-03-10T08:00:00.000Z",
        updatedAt: "2025-06-03T08:00:00.000Z",
        stageId: "Prospecting",
        companyId: null,
        ownerId: mary.Id,
      },
    ],
  },
  {
    name: "reads amounts in their own currencies where the organization has several",
    type: "Deal",
    reading: { kind: "getMany", ids: [pilot.Id] },
    select: ["id", "amount"],
    options: { multiCurrency: true },
    mapping: { defaultCurrency: "EUR" },
    exchanges: [query(`SELECT Id,Amount,CurrencyIsoCode FROM Opportunity WHERE Id IN ('${pilot.Id}')`, pilot)],
    expected: [{ id: pilot.Id, amount: { minorUnits: 500_000, currency: "JPY" } }],
  },
  {
    name: "lists the deals in some stages, by the day they close, to the end",
    type: "Deal",
    reading: {
      kind: "pages",
      size: 1,
      filter: { stageId: { in: ["Closed Won", "Proposal/Price Quote", "Won'"] } },
      order: { field: "closeDate", direction: "ASC" },
    },
    select: ["id"],
    exchanges: [
      query(
        String.raw`SELECT Id,CloseDate FROM Opportunity WHERE StageName IN ('Closed Won','Proposal/Price Quote','Won\'') ` +
          "ORDER BY CloseDate ASC,Id ASC LIMIT 2",
        renewal,
        pilot,
      ),
      query(
        String.raw`SELECT Id,CloseDate FROM Opportunity WHERE StageName IN ('Closed Won','Proposal/Price Quote','Won\'') ` +
          `AND (CloseDate > 2025-12-31 OR (CloseDate = 2025-12-31 AND Id > '${renewal.Id}')) ` +
          "ORDER BY CloseDate ASC,Id ASC LIMIT 2",
        pilot,
      ),
    ],
    expected: [{ id: renewal.Id }, { id: pilot.Id }],
  },
  {
    name: "lists deals, and says where each stands",
    type: "Deal",
    reading: { kind: "list", size: 5, order: { field: "updatedAt", direction: "ASC" } },
    select: ["id"],
    exchanges: [
      query("SELECT Id,SystemModstamp FROM Opportunity ORDER BY SystemModstamp ASC,Id ASC LIMIT 6", renewal, pilot),
    ],
    expected: {
      entities: [{ id: renewal.Id }, { id: pilot.Id }],
      next: null,
      positions: [`2025-06-01T08:00:00Z ${renewal.Id}`, `2025-06-02T08:00:00Z ${pilot.Id}`],
    },
  },
  {
    name: "counts the deals in a stage",
    type: "Deal",
    reading: { kind: "count", filter: { stageId: { in: ["Closed Won"] } } },
    select: ["id"],
    exchanges: [page("SELECT COUNT() FROM Opportunity WHERE StageName IN ('Closed Won')", [], null, 3)],
    expected: 3,
  },
  {
    name: "finds the deals of contacts by their roles in them, each once, by one query",
    type: "Deal",
    reading: { kind: "related", to: "Contact", parentIds: [ada.Id, kenji.Id.slice(0, 15), "no contact"], first: 5 },
    select: ["id", "name"],
    exchanges: [
      {
        ask: {
          method: "GET",
          path: `${DATA}/query`,
          query: {
            q:
              "SELECT ContactId,Opportunity.Id,Opportunity.Name,Opportunity.CreatedDate FROM OpportunityContactRole " +
              `WHERE ContactId IN ('${ada.Id}','${kenji.Id}')`,
          },
        },
        reply: roles([ada, renewal], [kenji, renewal], [ada, null], [ada, bare], [ada, renewal]),
      },
    ],
    expected: {
      [ada.Id]: {
        entities: [
          { id: renewal.Id, name: "Renewal 2026" },
          { id: bare.Id, name: "Perhaps" },
        ],
        hasMore: false,
      },
      [kenji.Id.slice(0, 15)]: { entities: [{ id: renewal.Id, name: "Renewal 2026" }], hasMore: false },
    },
  },
  {
    name: "finds the deals of contacts by their accounts, where the option says so",
    type: "Deal",
    reading: { kind: "related", to: "Contact", parentIds: [ada.Id, kenji.Id], first: 5 },
    select: ["id"],
    options: { dealsBy: "account" },
    exchanges: [
      query(`SELECT Id,AccountId FROM Contact WHERE Id IN ('${ada.Id}','${kenji.Id}')`, ada, kenji),
      query(
        `SELECT Id,CreatedDate,AccountId FROM Opportunity WHERE AccountId IN ('${acme.Id}','${tokyo.Id}')`,
        renewal,
        pilot,
      ),
    ],
    expected: {
      [ada.Id]: { entities: [{ id: renewal.Id }], hasMore: false },
      [kenji.Id]: { entities: [{ id: pilot.Id }], hasMore: false },
    },
  },
  {
    name: "reads stages by the names that opportunities have them by",
    type: "DealStage",
    reading: { kind: "getMany", ids: ["Prospecting", "Closed Won", "gone", "Closed Lost", "'"] },
    select: ["id", "name", "outcome"],
    exchanges: [
      query(
        "SELECT ApiName,MasterLabel,IsClosed,IsWon FROM OpportunityStage " +
          String.raw`WHERE ApiName IN ('Prospecting','Closed Won','gone','Closed Lost','\'')`,
        won,
        lost,
        prospecting,
      ),
    ],
    expected: [
      { id: "Prospecting", name: "Akquise", outcome: "OPEN" },
      { id: "Closed Won", name: "Gewonnen", outcome: "WON" },
      null,
      { id: "Closed Lost", name: "Verloren", outcome: "LOST" },
      null,
    ],
  },
  {
    name: "reads tasks and events as activities",
    type: "Activity",
    reading: { kind: "getMany", ids: [visit.Id, call.Id, old.Id, ada.Id] },
    select: activityFields,
    exchanges: [
      query(`SELECT ${taskColumns} FROM Task WHERE Id IN ('${call.Id}','${old.Id}')`, old, call),
      query(`SELECT ${eventColumns} FROM Event WHERE Id IN ('${visit.Id}')`, visit),
    ],
    expected: [visitEntity, callEntity, oldEntity, null],
  },
  {
    name: "finds the activities of contacts; an invited colleague's copy of an event is none",
    type: "Activity",
    reading: { kind: "related", to: "Contact", parentIds: [kenji.Id, ada.Id], first: 5 },
    select: ["id", "kind"],
    exchanges: [
      query(`SELECT Id,TaskSubtype,CreatedDate,WhoId FROM Task WHERE WhoId IN ('${kenji.Id}','${ada.Id}')`, call, old),
      query(
        `SELECT Id,CreatedDate,WhoId FROM Event WHERE WhoId IN ('${kenji.Id}','${ada.Id}') AND IsChild = FALSE`,
        visit,
      ),
    ],
    expected: {
      [kenji.Id]: { entities: [{ id: visit.Id, kind: "MEETING" }], hasMore: false },
      [ada.Id]: {
        entities: [
          { id: call.Id, kind: "CALL" },
          { id: old.Id, kind: "TASK" },
        ],
        hasMore: false,
      },
    },
  },
  {
    name: "reads cases as tickets; what the organization has defined itself is not known",
    type: "Ticket",
    reading: { kind: "getMany", ids: [question.Id, broken.Id, spam.Id] },
    select: ticketFields,
    exchanges: [
      query(
        `SELECT ${ticketColumns} FROM Case WHERE Id IN ('${question.Id}','${broken.Id}','${spam.Id}')`,
        broken,
        question,
        spam,
      ),
    ],
    expected: [
      {
        id: question.Id,
        subject: "A question",
        description: null,
        status: "UNKNOWN",
        priority: "NORMAL",
        requesterId: ada.Id,
        assigneeId: "00G5g00000QuEuEEAV",
        createdAt: "2025-07-03T08:00:00.000Z",
        updatedAt: "2025-07-04T08:00:00.000Z",
      },
      {
        id: broken.Id,
        subject: "It does not work",
        description: "Since yesterday.",
        status: "OPEN",
        priority: "HIGH",
        requesterId: ada.Id,
        assigneeId: mary.Id,
        createdAt: "2025-07-01T08:00:00.000Z",
        updatedAt: "2025-07-02T08:00:00.000Z",
      },
      {
        id: spam.Id,
        subject: null,
        description: null,
        status: "CLOSED",
        priority: null,
        requesterId: null,
        assigneeId: mary.Id,
        createdAt: "2025-07-05T08:00:00.000Z",
        updatedAt: "2025-07-06T08:00:00.000Z",
      },
    ],
  },
  {
    name: "knows the organization's own values by an option, which also wins over the standard ones",
    type: "Ticket",
    reading: { kind: "getMany", ids: [question.Id, broken.Id] },
    select: ["id", "status", "priority"],
    options: { ticketStatuses: "Awaiting Parts=ON_HOLD, Escalated=PENDING", ticketPriorities: "High=URGENT" },
    mapping: {
      options: { ticketStatuses: "Awaiting Parts=ON_HOLD, Escalated=PENDING", ticketPriorities: "High=URGENT" },
    },
    exchanges: [
      query(`SELECT Id,Status,Priority FROM Case WHERE Id IN ('${question.Id}','${broken.Id}')`, broken, question),
    ],
    expected: [
      { id: question.Id, status: "ON_HOLD", priority: "NORMAL" },
      { id: broken.Id, status: "PENDING", priority: "URGENT" },
    ],
  },
  {
    name: "lists tickets newest first, to the end",
    type: "Ticket",
    reading: { kind: "pages", size: 2 },
    select: ["id"],
    exchanges: [
      query("SELECT Id FROM Case ORDER BY Id DESC LIMIT 3", spam, question, broken),
      query(`SELECT Id FROM Case WHERE Id < '${question.Id}' ORDER BY Id DESC LIMIT 3`, broken),
    ],
    expected: [{ id: spam.Id }, { id: question.Id }, { id: broken.Id }],
  },
  {
    name: "lists tickets of a status by all the values that mean it",
    type: "Ticket",
    reading: { kind: "list", size: 10, filter: { status: { in: ["OPEN", "ON_HOLD"] }, priority: { in: ["HIGH"] } } },
    select: ["id"],
    options: { ticketStatuses: "Awaiting Parts=ON_HOLD" },
    exchanges: [
      query(
        "SELECT Id FROM Case WHERE Status IN ('Working','Escalated','On Hold','Awaiting Parts') AND Priority IN ('High') " +
          "ORDER BY Id DESC LIMIT 11",
        broken,
      ),
    ],
    expected: { entities: [{ id: broken.Id }], next: null, positions: [broken.Id] },
  },
  {
    name: "leaves out what the organization has no value for: no ticket is so",
    type: "Ticket",
    reading: { kind: "list", size: 10, filter: { status: { in: ["OPEN", "PENDING"] } } },
    select: ["id"],
    exchanges: [query("SELECT Id FROM Case WHERE Status IN ('Working','Escalated') ORDER BY Id DESC LIMIT 11", broken)],
    expected: { entities: [{ id: broken.Id }], next: null, positions: [broken.Id] },
  },
  {
    name: "asks for nothing where no ticket can be so",
    type: "Ticket",
    reading: { kind: "list", size: 10, filter: { status: { in: ["PENDING"] } } },
    select: ["id"],
    exchanges: [],
    expected: { entities: [], next: null },
  },
  {
    name: "counts none where no ticket can be so",
    type: "Ticket",
    reading: { kind: "count", filter: { priority: { in: ["URGENT"] } } },
    select: ["id"],
    exchanges: [],
    expected: 0,
  },
  {
    name: "counts the open ones",
    type: "Ticket",
    reading: { kind: "count", filter: { status: { in: ["NEW"] } } },
    select: ["id"],
    exchanges: [page("SELECT COUNT() FROM Case WHERE Status IN ('New')", [], null, 9)],
    expected: 9,
  },
  {
    name: "finds the tickets of contacts by one query, with what filter and order read",
    type: "Ticket",
    reading: {
      kind: "related",
      to: "Contact",
      parentIds: [ada.Id, kenji.Id],
      filter: { status: { in: ["OPEN"] } },
      first: 1,
    },
    select: ["id"],
    exchanges: [
      query(
        `SELECT Id,Status,SystemModstamp,ContactId FROM Case WHERE ContactId IN ('${ada.Id}','${kenji.Id}') ` +
          "AND Status IN ('Working','Escalated')",
        broken,
        question,
      ),
    ],
    expected: { [ada.Id]: { entities: [{ id: broken.Id }, { id: question.Id }], hasMore: false } },
  },
  {
    name: "finds the tickets of contacts that nobody knows the status of among all of them",
    type: "Ticket",
    reading: {
      kind: "related",
      to: "Contact",
      parentIds: [ada.Id],
      filter: { status: { in: ["UNKNOWN", "OPEN"] }, updatedAt: { gte: "2020-01-01T00:00:00Z" } },
      first: 5,
    },
    select: ["id"],
    exchanges: [
      query(
        `SELECT Id,Status,SystemModstamp,ContactId FROM Case WHERE ContactId IN ('${ada.Id}') ` +
          "AND SystemModstamp >= 2020-01-01T00:00:00Z",
        broken,
      ),
    ],
    expected: { [ada.Id]: { entities: [{ id: broken.Id }], hasMore: false } },
  },
  {
    name: "asks for no tickets of contacts where none can be so",
    type: "Ticket",
    reading: { kind: "related", to: "Contact", parentIds: [ada.Id], filter: { status: { in: ["PENDING"] } }, first: 5 },
    select: ["id"],
    exchanges: [],
    expected: {},
  },
  {
    name: "finds the comments of tickets by one query",
    type: "TicketComment",
    reading: { kind: "related", to: "Ticket", parentIds: [broken.Id, question.Id], first: 5 },
    select: ["id", "body", "isPublic", "authorId", "createdAt"],
    exchanges: [
      query(
        "SELECT Id,CommentBody,IsPublished,CreatedById,CreatedDate,ParentId FROM CaseComment " +
          `WHERE ParentId IN ('${broken.Id}','${question.Id}')`,
        answer,
        note,
      ),
    ],
    expected: {
      [broken.Id]: {
        entities: [
          {
            id: answer.Id,
            body: "We are at it.",
            isPublic: true,
            authorId: mary.Id,
            createdAt: "2025-07-01T09:00:00.000Z",
          },
          {
            id: note.Id,
            body: "Ask Otto.",
            isPublic: false,
            authorId: otto.Id,
            createdAt: "2025-07-01T10:00:00.000Z",
          },
        ],
        hasMore: false,
      },
    },
  },
];
