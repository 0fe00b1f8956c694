import type { ConnectorCase } from "../connector-case.ts";
import contacts from "./fixtures/contacts.json" with { type: "json" };
import conversations from "./fixtures/conversations.json" with { type: "json" };
import tickets from "./fixtures/tickets.json" with { type: "json" };
import { page, search, type Condition } from "./replies.ts";

const { printer, chat, closed } = conversations;
const { bug, waiting, resolved, shelved } = tickets;
const { ada, lead, nameless } = contacts;

const idOf = ({ type, id }: { type: string; id: string }): string => `${type}-${id}`;
const position = (...places: string[]): string => places.join(",");
const NEWEST = ["created_at", "descending"] as const;
const LATEST = ["updated_at", "descending"] as const;
const ALL: Condition = ["created_at", ">", 0];

export const ticketCases: readonly ConnectorCase[] = [
  {
    name: "reads conversations and tickets, a search for each kind",
    type: "Ticket",
    reading: {
      kind: "getMany",
      ids: [idOf(bug), idOf(printer), "ticket-404", idOf(chat), idOf(closed), idOf(waiting), idOf(shelved)],
    },
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
      search(
        "/conversations",
        [["id", "IN", [printer.id, chat.id, closed.id]]],
        {},
        page("conversations", [closed, printer, chat]),
      ),
      search(
        "/tickets",
        [["id", "IN", [bug.id, "404", waiting.id, shelved.id]]],
        {},
        page("tickets", [waiting, shelved, bug]),
      ),
    ],
    expected: [
      {
        id: "ticket-215469531214001",
        subject: "Found a bug",
        description: "The button's not working",
        status: "OPEN",
        priority: null,
        tags: null,
        requesterId: ada.id,
        assigneeId: "991267466",
        createdAt: "2025-01-02T12:00:00.000Z",
        updatedAt: "2025-01-02T13:00:00.000Z",
      },
      {
        id: "conversation-215469531213704",
        subject: "Help, my printer is on fire!",
        description: "The fire is very colorful.\nPlease & thank you",
        status: "OPEN",
        priority: "HIGH",
        tags: ["enterprise", "vip"],
        requesterId: ada.id,
        assigneeId: "991267466",
        createdAt: "2025-01-01T00:00:00.000Z",
        updatedAt: "2025-02-03T00:00:00.000Z",
      },
      null,
      {
        id: "conversation-215469531213705",
        subject: null,
        description: null,
        status: "ON_HOLD",
        priority: "NORMAL",
        tags: [],
        requesterId: lead.id,
        assigneeId: null,
        createdAt: "2025-01-02T00:00:00.000Z",
        updatedAt: "2025-01-02T01:00:00.000Z",
      },
      {
        id: "conversation-215469531213706",
        subject: "A question of billing",
        description: "this is the message body",
        status: "CLOSED",
        priority: "NORMAL",
        tags: [],
        requesterId: ada.id,
        assigneeId: "991267715",
        createdAt: "2025-01-03T00:00:00.000Z",
        updatedAt: "2025-01-03T01:00:00.000Z",
      },
      {
        id: "ticket-215469531214002",
        subject: "Refund",
        description: null,
        status: "PENDING",
        priority: null,
        tags: null,
        requesterId: lead.id,
        assigneeId: null,
        createdAt: "2025-01-03T10:26:40.000Z",
        updatedAt: "2025-01-03T10:28:20.000Z",
      },
      {
        id: "ticket-215469531214004",
        subject: "attribute_value",
        description: null,
        status: "CLOSED",
        priority: null,
        tags: null,
        requesterId: ada.id,
        assigneeId: null,
        createdAt: "2024-12-29T19:20:00.000Z",
        updatedAt: "2024-12-29T19:21:40.000Z",
      },
    ],
  },
  {
    name: "asks nothing when no id can be one",
    type: "Ticket",
    reading: { kind: "getMany", ids: ["215469531213704", "conversation-x", "ticket-", "note-1", "ticket-1/reply"] },
    select: ["id"],
    exchanges: [],
    expected: [null, null, null, null, null],
  },
  {
    name: "lists both kinds to the end in one order, newest first",
    type: "Ticket",
    reading: { kind: "pages", size: 2 },
    select: ["id", "status"],
    exchanges: [
      search(
        "/conversations",
        [ALL],
        { size: 2, sort: NEWEST },
        page("conversations", [closed, chat], { next: "c2", total: 3 }),
      ),
      search("/tickets", [ALL], { size: 2, sort: NEWEST }, page("tickets", [waiting, bug], { next: "t2", total: 3 })),
      // The second page starts in the middle of the vendor's first ones.
      search(
        "/conversations",
        [ALL],
        { size: 3, sort: NEWEST },
        page("conversations", [closed, chat, printer], { total: 3 }),
      ),
      search("/tickets", [ALL], { size: 3, sort: NEWEST }, page("tickets", [waiting, bug, resolved], { total: 3 })),
      // The third, behind both second ones.
      search(
        "/conversations",
        [ALL],
        { size: 4, sort: NEWEST },
        page("conversations", [closed, chat, printer], { total: 3 }),
      ),
      search("/tickets", [ALL], { size: 4, sort: NEWEST }, page("tickets", [waiting, bug, resolved], { total: 3 })),
    ],
    expected: [
      { id: idOf(waiting), status: "PENDING" },
      { id: idOf(closed), status: "CLOSED" },
      { id: idOf(bug), status: "OPEN" },
      { id: idOf(chat), status: "ON_HOLD" },
      { id: idOf(printer), status: "OPEN" },
      { id: idOf(resolved), status: "SOLVED" },
    ],
  },
  {
    name: "goes on behind a place in each kind, over as many pages as it takes",
    type: "Ticket",
    reading: {
      kind: "list",
      size: 3,
      order: { field: "updatedAt", direction: "ASC" },
      after: position("1.YzE", "0."),
    },
    select: ["id"],
    exchanges: [
      search(
        "/conversations",
        [ALL],
        { size: 4, sort: ["updated_at", "ascending"], after: "c1" },
        page("conversations", [chat, closed], { next: "c2", total: 9 }),
      ),
      search(
        "/conversations",
        [ALL],
        { size: 3, sort: ["updated_at", "ascending"], after: "c2" },
        page("conversations", [printer], { total: 9 }),
      ),
      search("/tickets", [ALL], { size: 3, sort: ["updated_at", "ascending"] }, page("tickets", [waiting, resolved])),
    ],
    expected: {
      entities: [{ id: idOf(closed) }, { id: idOf(waiting) }, { id: idOf(printer) }],
      next: position("-", "1."),
      positions: [position("0.YzI", "0."), position("0.YzI", "1."), position("-", "1.")],
    },
  },
  {
    name: "filters by status: conversations by their state, tickets by whether they are open, and the rest here",
    type: "Ticket",
    reading: { kind: "list", size: 10, filter: { status: { in: ["OPEN", "PENDING"] } } },
    select: ["id", "status"],
    exchanges: [
      search(
        "/conversations",
        [["state", "IN", ["open"]]],
        { size: 10, sort: NEWEST },
        page("conversations", [printer]),
      ),
      search(
        "/tickets",
        [["open", "=", true]],
        { sort: NEWEST },
        page("tickets", [waiting, bug, { ...shelved, open: true }]),
      ),
    ],
    expected: {
      entities: [
        { id: idOf(waiting), status: "PENDING" },
        { id: idOf(bug), status: "OPEN" },
        { id: idOf(printer), status: "OPEN" },
      ],
      next: null,
      positions: [position("0.", "1."), position("0.", "-"), position("-", "-")],
    },
  },
  {
    name: "filters by what is over, which a ticket can be in any state",
    type: "Ticket",
    reading: { kind: "list", size: 10, filter: { status: { in: ["CLOSED"] } } },
    select: ["id", "status"],
    exchanges: [
      search(
        "/conversations",
        [["state", "IN", ["closed"]]],
        { size: 10, sort: NEWEST },
        page("conversations", [closed]),
      ),
      search("/tickets", [ALL], { sort: NEWEST }, page("tickets", [bug, resolved, shelved])),
    ],
    expected: {
      entities: [
        { id: idOf(closed), status: "CLOSED" },
        { id: idOf(shelved), status: "CLOSED" },
      ],
      next: null,
      positions: [position("-", "0."), position("-", "-")],
    },
  },
  {
    name: "filters by what is solved, which only tickets can be, open or not",
    type: "Ticket",
    reading: { kind: "list", size: 10, filter: { status: { in: ["SOLVED"] } } },
    select: ["id", "status"],
    exchanges: [
      search("/tickets", [ALL], { sort: NEWEST }, page("tickets", [bug, { ...resolved, open: true }, shelved])),
    ],
    expected: { entities: [{ id: idOf(resolved), status: "SOLVED" }], next: null, positions: ["-"] },
  },
  {
    name: "filters both kinds by dates exactly",
    type: "Ticket",
    reading: { kind: "list", size: 10, filter: { createdAt: { gte: "2025-01-02T00:00:00.000Z" } } },
    select: ["id"],
    exchanges: [
      search(
        "/conversations",
        [["created_at", ">", 1_735_775_999]],
        { size: 10, sort: NEWEST },
        page("conversations", [chat, { ...printer, created_at: 1_735_775_999 }]),
      ),
      search(
        "/tickets",
        [["created_at", ">", 1_735_775_999]],
        { size: 10, sort: NEWEST },
        page("tickets", [bug, { ...shelved, created_at: 1_735_775_999 }]),
      ),
    ],
    expected: {
      entities: [{ id: idOf(bug) }, { id: idOf(chat) }],
      next: null,
      positions: [position("0.", "-"), position("-", "-")],
    },
  },
  {
    name: "asks for no tickets by priority, as they have none, and for dates a second more than is wanted",
    type: "Ticket",
    reading: {
      kind: "list",
      size: 10,
      filter: {
        priority: { in: ["HIGH", "URGENT"] },
        updatedAt: { gte: "2025-02-03T00:00:00.000Z", lt: "2025-02-04T00:00:00.250Z" },
      },
    },
    select: ["id"],
    exchanges: [
      search(
        "/conversations",
        [
          ["priority", "IN", ["priority"]],
          ["updated_at", ">", 1_738_540_799],
          ["updated_at", "<", 1_738_627_202],
        ],
        { size: 10, sort: NEWEST },
        page("conversations", [{ ...chat, updated_at: 1_738_627_201 }, printer]),
      ),
    ],
    expected: { entities: [{ id: idOf(printer) }], next: null, positions: ["-"] },
  },
  {
    name: "asks nothing for a state that neither kind has, nor for none at all",
    type: "Ticket",
    reading: { kind: "list", size: 10, filter: { status: { in: [] } } },
    select: ["id"],
    exchanges: [],
    expected: { entities: [], next: null },
  },
  {
    name: "counts both kinds",
    type: "Ticket",
    reading: { kind: "count" },
    select: ["id"],
    exchanges: [
      search("/conversations", [ALL], { size: 1 }, page("conversations", [chat], { total: 40 })),
      search("/tickets", [ALL], { size: 1 }, page("tickets", [bug], { total: 2 })),
    ],
    expected: 42,
  },
  {
    name: "counts conversations by what only they have",
    type: "Ticket",
    reading: { kind: "count", filter: { priority: { in: ["HIGH"] } } },
    select: ["id"],
    exchanges: [
      search(
        "/conversations",
        [["priority", "IN", ["priority"]]],
        { size: 1 },
        page("conversations", [chat], { total: 7 }),
      ),
    ],
    expected: 7,
  },
  {
    name: "can't count tickets by a state",
    type: "Ticket",
    reading: { kind: "count", filter: { status: { in: ["OPEN"] } } },
    select: ["id"],
    exchanges: [],
    expected: null,
  },
  {
    name: "goes on behind a ticket of one contact",
    type: "Ticket",
    reading: { kind: "related", to: "Contact", parentIds: [ada.id], after: position("1.", "0."), first: 2 },
    select: ["id"],
    exchanges: [
      search(
        "/conversations",
        [["contact_ids", "IN", [ada.id]]],
        { size: 3, sort: LATEST },
        page("conversations", [printer, closed, chat]),
      ),
      search(
        "/tickets",
        [["contact_ids", "IN", [ada.id]]],
        { size: 2, sort: LATEST },
        page("tickets", [bug, shelved], { next: "t2" }),
      ),
    ],
    expected: {
      [ada.id]: {
        entities: [{ id: idOf(closed) }, { id: idOf(bug) }],
        hasMore: true,
        positions: [position("2.", "0."), position("2.", "1.")],
      },
    },
  },
  {
    name: "reads the open tickets of many contacts by one search a kind",
    type: "Ticket",
    reading: {
      kind: "related",
      to: "Contact",
      parentIds: [ada.id, lead.id, nameless.id, "a b"],
      filter: { status: { in: ["OPEN", "PENDING", "ON_HOLD"] } },
      first: 1,
    },
    select: ["id"],
    exchanges: [
      search(
        "/conversations",
        [
          ["contact_ids", "IN", [ada.id, lead.id, nameless.id]],
          ["state", "IN", ["open", "snoozed"]],
        ],
        { sort: LATEST },
        page("conversations", [printer, chat]),
      ),
      search(
        "/tickets",
        [
          ["contact_ids", "IN", [ada.id, lead.id, nameless.id]],
          ["open", "=", true],
        ],
        { sort: LATEST },
        page("tickets", [waiting, bug]),
      ),
    ],
    expected: {
      // A conversation of two is both's.
      [ada.id]: { entities: [{ id: idOf(printer) }], hasMore: true, positions: [position("1.", "0.")] },
      [lead.id]: { entities: [{ id: idOf(waiting) }], hasMore: true, positions: [position("0.", "1.")] },
      [nameless.id]: { entities: [], hasMore: false, positions: [] },
    },
  },
];
