import type { ConnectorCase } from "../connector-case.ts";
import contacts from "./fixtures/contacts.json" with { type: "json" };
import conversations from "./fixtures/conversations.json" with { type: "json" };
import tickets from "./fixtures/tickets.json" with { type: "json" };
import { get } from "./replies.ts";

const { withParts, quiet } = conversations;
const { ada } = contacts;
const conversation = `conversation-${withParts.id}`;
const ticket = `ticket-${tickets.withParts.id}`;
const select = ["id", "body", "isPublic", "authorId", "createdAt"];

export const commentCases: readonly ConnectorCase[] = [
  {
    name: "reads what was said in a conversation: the first message, replies, notes and last words, but no events",
    type: "TicketComment",
    reading: { kind: "related", to: "Ticket", parentIds: [conversation], first: 20 },
    select,
    exchanges: [get(`/conversations/${withParts.id}`, {}, withParts)],
    expected: {
      [conversation]: {
        hasMore: false,
        entities: [
          {
            id: `${conversation}-0`,
            body: "The fire is very colorful.\nPlease & thank you",
            isPublic: true,
            authorId: ada.id,
            createdAt: "2025-01-01T00:00:00.000Z",
          },
          said(21_001, "Okay!", true, "991267466", "00:06:40"),
          said(21_004, "Not again.", false, "991267466", "00:11:40"),
          said(21_005, "Goodbye :)", true, "991267466", "00:13:20"),
          said(21_006, "Thanks again :)", true, ada.id, "00:15:00"),
          said(21_007, null, true, ada.id, "00:16:40"), // a file
          said(21_008, "Did that answer your question?", true, null, "00:18:20"), // a bot
          said(21_009, "Over to you", null, null, "00:20:00"), // a team
        ],
      },
    },
  },
  {
    name: "reads what was said on a ticket",
    type: "TicketComment",
    reading: { kind: "related", to: "Ticket", parentIds: [ticket], first: 20 },
    select,
    exchanges: [get(`/tickets/${tickets.withParts.id}`, {}, tickets.withParts)],
    expected: {
      [ticket]: {
        hasMore: false,
        entities: [
          {
            id: `${ticket}-31002`,
            body: "Only in v2",
            isPublic: false,
            authorId: "991267466",
            createdAt: "2025-01-02T12:03:20.000Z",
          },
          {
            id: `${ticket}-31003`,
            body: "We are on it",
            isPublic: true,
            authorId: "991267466",
            createdAt: "2025-01-02T12:05:00.000Z",
          },
        ],
      },
    },
  },
  {
    name: "has nothing where nothing was said, nor for what is gone or can't be",
    type: "TicketComment",
    reading: {
      kind: "related",
      to: "Ticket",
      parentIds: [`conversation-${quiet.id}`, "ticket-404", "conversation-1/reply"],
      first: 20,
    },
    select: ["id"],
    exchanges: [get(`/conversations/${quiet.id}`, {}, quiet), get("/tickets/404", {}, undefined)],
    expected: { [`conversation-${quiet.id}`]: { hasMore: false, entities: [] } },
  },
];

function said(part: number, body: string | null, isPublic: boolean | null, authorId: string | null, time: string) {
  return { id: `${conversation}-${part}`, body, isPublic, authorId, createdAt: `2025-01-01T${time}.000Z` };
}
