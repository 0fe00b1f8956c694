import type { ConnectorCase } from "../connector-case.ts";
import comments from "./fixtures/comments.json" with { type: "json" };
import tickets from "./fixtures/tickets.json" with { type: "json" };
import { cursorPage, get, results } from "./replies.ts";

const { printer, waiting, closed } = tickets;
const { thanks, internal, last } = comments;

export const ticketCases: readonly ConnectorCase[] = [
  {
    name: "reads tickets in one batch",
    type: "Ticket",
    reading: { kind: "getMany", ids: ["35437", "404", "35436"] },
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
    exchanges: [get("/tickets/show_many", { ids: "35437,404,35436" }, { tickets: [printer, waiting] })],
    expected: [
      {
        id: "35437",
        subject: null,
        description: null,
        status: "ON_HOLD",
        priority: "URGENT",
        tags: [],
        requesterId: "20978393",
        assigneeId: "235323",
        createdAt: "2025-01-02T00:00:00.000Z",
        updatedAt: "2025-02-03T00:00:00.000Z",
      },
      null,
      {
        id: "35436",
        subject: "Help, my printer is on fire!",
        description: "The fire is very colorful.",
        status: "OPEN",
        priority: "HIGH",
        tags: ["enterprise", "other_tag"],
        requesterId: "20978392",
        assigneeId: "235323",
        createdAt: "2009-07-20T22:55:29.000Z",
        updatedAt: "2011-05-05T10:38:52.000Z",
      },
    ],
  },
  {
    name: "lists tickets to the end, newest first",
    type: "Ticket",
    reading: { kind: "pages", size: 2 },
    select: ["id"],
    exchanges: [
      get("/tickets", { sort: "-id", "page[size]": 2 }, cursorPage("tickets", [closed, waiting], "abc")),
      get("/tickets", { sort: "-id", "page[size]": 2, "page[after]": "abc" }, cursorPage("tickets", [printer])),
    ],
    expected: [{ id: "35438" }, { id: "35437" }, { id: "35436" }],
  },
  {
    name: "takes the cursor out of the link where it is nowhere else",
    type: "Ticket",
    reading: { kind: "list", size: 1, order: { field: "updatedAt", direction: "ASC" } },
    select: ["id"],
    exchanges: [
      get(
        "/tickets",
        { sort: "updated_at", "page[size]": 1 },
        {
          tickets: [printer],
          meta: { has_more: true },
          links: { next: "https://elsewhere.example/api/v2/tickets?page%5Bafter%5D=xyz%3D%3D&page%5Bsize%5D=1" },
        },
      ),
    ],
    expected: { entities: [{ id: "35436" }], next: "xyz==" },
  },
  {
    name: "filters tickets by the export of a search, which has no end",
    type: "Ticket",
    reading: {
      kind: "list",
      size: 50,
      after: "cursor",
      filter: {
        status: { in: ["OPEN", "ON_HOLD"] },
        priority: { in: ["HIGH"] },
        updatedAt: { gte: "2025-01-01T00:00:00.000Z", lt: "2025-02-01T00:00:00.250Z" },
      },
    },
    select: ["id"],
    exchanges: [
      get(
        "/search/export",
        {
          query: "status:open status:hold priority:high updated>=2025-01-01T00:00:00Z updated<2025-02-01T00:00:01Z",
          "filter[type]": "ticket",
          "page[size]": 50,
          "page[after]": "cursor",
        },
        cursorPage("results", [waiting], "next"),
      ),
    ],
    expected: { entities: [{ id: "35437" }], next: "next" },
  },
  {
    name: "orders filtered tickets by search, and goes on behind a second, less what was seen of it",
    type: "Ticket",
    reading: {
      kind: "list",
      size: 2,
      after: JSON.stringify({ at: "2025-02-03T00:00:00Z", seen: ["35437"], page: 1 }),
      filter: { status: { in: ["CLOSED"] } },
      order: { field: "updatedAt", direction: "DESC" },
    },
    select: ["id"],
    exchanges: [
      get(
        "/search",
        {
          query: "type:ticket status:closed updated<=2025-02-03T00:00:00Z",
          sort_by: "updated_at",
          sort_order: "desc",
          page: 1,
          per_page: 3,
        },
        results(3, [waiting, closed, printer]),
      ),
    ],
    expected: {
      entities: [{ id: "35438" }, { id: "35436" }],
      next: null,
      positions: [
        JSON.stringify({ at: "2025-02-02T00:00:00Z", seen: ["35438"], page: 1 }),
        JSON.stringify({ at: "2011-05-05T10:38:52Z", seen: ["35436"], page: 1 }),
      ],
    },
  },
  {
    name: "asks nothing for tickets in no state at all",
    type: "Ticket",
    reading: { kind: "list", size: 10, filter: { status: { in: [] } } },
    select: ["id"],
    exchanges: [],
    expected: { entities: [], next: null },
  },
  {
    name: "counts tickets",
    type: "Ticket",
    reading: { kind: "count", filter: { status: { in: ["NEW"] } } },
    select: ["id"],
    exchanges: [get("/search/count", { query: "type:ticket status:new" }, { count: 12 })],
    expected: 12,
  },
  {
    name: "reads the tickets of many requesters by one search",
    type: "Ticket",
    reading: {
      kind: "related",
      to: "Contact",
      parentIds: ["20978392", "20978393", "20978400", "requester:1"],
      filter: { status: { in: ["OPEN", "PENDING"] } },
      first: 1,
    },
    select: ["id", "status"],
    exchanges: [
      get(
        "/search",
        {
          query: "type:ticket requester:20978392 requester:20978393 requester:20978400 status:open status:pending",
          sort_by: "updated_at",
          sort_order: "desc",
          page: 1,
          per_page: 100,
        },
        results(3, [waiting, closed, printer]),
      ),
    ],
    expected: {
      20978392: { entities: [{ id: "35438", status: "CLOSED" }], hasMore: true, positions: ["1"] },
      20978393: { entities: [{ id: "35437", status: "ON_HOLD" }], hasMore: false, positions: ["1"] },
      20978400: { entities: [], hasMore: false, positions: [] },
    },
  },
  {
    name: "goes on behind a ticket of one requester",
    type: "Ticket",
    reading: {
      kind: "related",
      to: "Contact",
      parentIds: ["20978392"],
      after: "2",
      first: 2,
      order: { field: "createdAt", direction: "ASC" },
    },
    select: ["id"],
    exchanges: [
      get(
        "/search",
        {
          query: "type:ticket requester:20978392",
          sort_by: "created_at",
          sort_order: "asc",
          page: 2,
          per_page: 2,
        },
        results(5, [printer, closed]),
      ),
    ],
    expected: {
      20978392: { entities: [{ id: "35436" }, { id: "35438" }], hasMore: true, positions: ["3", "4"] },
    },
  },
  {
    name: "reads a ticket's comments, oldest first, over as many pages as it takes",
    type: "TicketComment",
    reading: { kind: "related", to: "Ticket", parentIds: ["35436"], first: 3 },
    select: ["id", "body", "isPublic", "authorId", "createdAt"],
    exchanges: [
      get("/tickets/35436/comments", { "page[size]": 3 }, cursorPage("comments", [thanks, internal], "c1")),
      get("/tickets/35436/comments", { "page[size]": 1, "page[after]": "c1" }, cursorPage("comments", [last], "c2")),
    ],
    expected: {
      35436: {
        entities: [
          {
            id: "1274",
            body: "Thanks for your help!",
            isPublic: true,
            authorId: "123123",
            createdAt: "2009-07-20T22:55:29.000Z",
          },
          {
            id: "1275",
            body: "Looks like fire",
            isPublic: false,
            authorId: "235323",
            createdAt: "2009-07-21T22:55:29.000Z",
          },
          { id: "1276", body: "Done", isPublic: true, authorId: "235323", createdAt: "2009-07-22T22:55:29.000Z" },
        ],
        hasMore: true,
        positions: ["1.", "0.c1", "0.c2"],
      },
    },
  },
  {
    name: "goes on behind any comment, newest first too",
    type: "TicketComment",
    reading: {
      kind: "related",
      to: "Ticket",
      parentIds: ["35436"],
      after: "1.c1",
      first: 1,
      order: { field: "createdAt", direction: "DESC" },
    },
    select: ["id"],
    exchanges: [
      get(
        "/tickets/35436/comments",
        { sort: "-created_at", "page[size]": 2, "page[after]": "c1" },
        cursorPage("comments", [internal, thanks]),
      ),
    ],
    expected: { 35436: { entities: [{ id: "1274" }], hasMore: false, positions: ["2.c1"] } },
  },
];
