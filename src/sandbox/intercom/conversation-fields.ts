// https://developers.intercom.com/docs/references/rest-api/api.intercom.io/conversations/searchconversations
import type { DeskBook } from "../world.ts";
import { teamNumber } from "./conversation.ts";
import type { Conversation } from "./conversation.ts";
import { teammatesOf } from "./conversation-object.ts";
import { textOf } from "./html.ts";
import { adminIds, contactIds, partId, threadIds } from "./ids.ts";
import type { People } from "./part-object.ts";
import { field } from "./search/searchable.ts";
import type { Field, FieldType, Searchable } from "./search/searchable.ts";
import { statisticsOf } from "./statistics.ts";
import type { Statistics } from "./statistics.ts";
import type { Stock } from "./stock.ts";
import { tagId } from "./tags.ts";

type Fields = Readonly<Record<string, Field<Conversation>>>;
type Read = Field<Conversation>["read"];

const statistic =
  (name: keyof Statistics): Read =>
  (conversation) =>
    statisticsOf(conversation)[name];
const none: Read = () => null;

const ownFields: Fields = {
  ...all("string", {
    id: ({ serial }) => threadIds.idOf(serial),
    "source.type": ({ channel }) => channel,
    "source.id": ({ serial }) => partId(serial, 0),
    "source.delivered_as": () => "customer_initiated",
    "source.subject": ({ subject }) => subject,
    "source.author.id": ({ contact }) => contactIds.idOf(contact),
    "source.url": none,
    contact_ids: ({ contact }) => contactIds.idOf(contact),
    teammate_ids: (conversation) => teammatesOf(conversation).map((index) => adminIds.idOf(index)),
    channel_initiated: ({ channel }) => channel,
    state: ({ state }) => state,
    tag_ids: ({ tags }) => tags.map(tagId),
    priority: ({ isPriority }) => (isPriority ? "priority" : "not_priority"),
    "statistics.last_closed_by_id": statistic("lastClosedBy"),
  }),
  ...all("date", {
    created_at: ({ createdAt }) => createdAt,
    updated_at: ({ updatedAt }) => updatedAt,
    snoozed_until: ({ snoozedUntil }) => snoozedUntil,
    waiting_since: statistic("waitingSince"),
    "statistics.first_contact_reply_at": statistic("firstContactReplyAt"),
    "statistics.first_assignment_at": statistic("firstAssignmentAt"),
    "statistics.first_admin_reply_at": statistic("firstAdminReplyAt"),
    "statistics.first_close_at": statistic("firstCloseAt"),
    "statistics.last_assignment_at": statistic("lastAssignmentAt"),
    "statistics.last_assignment_admin_reply_at": statistic("lastAssignmentReplyAt"),
    "statistics.last_contact_reply_at": statistic("lastContactReplyAt"),
    "statistics.last_admin_reply_at": statistic("lastAdminReplyAt"),
    "statistics.last_close_at": statistic("lastCloseAt"),
  }),
  ...all("integer", {
    admin_assignee_id: ({ admin }) => (admin === null ? null : Number(adminIds.idOf(admin))),
    team_assignee_id: ({ team }) => (team === null ? null : teamNumber(team)),
    "statistics.time_to_assignment": statistic("timeToAssignment"),
    "statistics.time_to_admin_reply": statistic("timeToAdminReply"),
    "statistics.time_to_first_close": statistic("timeToFirstClose"),
    "statistics.time_to_last_close": statistic("timeToLastClose"),
    "statistics.median_time_to_reply": statistic("medianTimeToReply"),
    "statistics.count_reopens": statistic("reopens"),
    "statistics.count_assignments": statistic("assignments"),
    "statistics.count_conversation_parts": statistic("partCount"),
  }),
  open: field("boolean", ({ state }) => state !== "closed"),
  read: field("boolean", ({ isRead }) => isRead),
  "source.body": field("words", ({ body }) => textOf(body)),
  // Nobody rates here, and Fin does not answer.
  ...all("date", { "conversation_rating.requested_at": none, "conversation_rating.replied_at": none }),
  ...all("integer", { "conversation_rating.score": none, "ai_agent.rating": none }),
  ...all("string", {
    "conversation_rating.remark": none,
    "conversation_rating.contact_id": none,
    // Spelled so on Intercom's page.
    "conversation_rating.admin_d": none,
    "ai_agent.resolution_state": none,
    "ai_agent.last_answer_type": none,
    "ai_agent.rating_remark": none,
    "ai_agent.source_type": none,
    "ai_agent.source_title": none,
  }),
  ai_agent_participated: field("boolean", () => false),
};

export function searchableConversations(
  stock: Stock<Conversation>,
  book: DeskBook,
  people: People,
): Searchable<Conversation> {
  const fields: Fields = {
    ...ownFields,
    ...all("string", {
      "source.author.type": ({ contact }) => people.contacts.get(contact)?.role ?? "user",
      "source.author.name": ({ contact }) => people.contacts.get(contact)?.name ?? null,
      "source.author.email": ({ contact }) => people.contacts.get(contact)?.email ?? null,
    }),
  };
  return {
    stock,
    comparesDays: false,
    field: (name) => (Object.hasOwn(fields, name) ? (fields[name] ?? null) : null),
    lookups: threadLookups(book),
  };
}

/** What finds few conversations or tickets: their own id, and those of their contacts. */
export function threadLookups({ users, tickets }: DeskBook): Searchable<unknown>["lookups"] {
  const ofContact = (value: string): readonly number[] => {
    const serial = contactIds.serialOf(value);
    return serial === null || serial >= users.size ? [] : tickets.of(serial);
  };
  return {
    id(value) {
      const serial = threadIds.serialOf(value);
      return serial === null ? [] : [serial];
    },
    contact_ids: ofContact,
    "source.author.id": ofContact,
  };
}

function all(type: FieldType, reads: Readonly<Record<string, Read>>): Fields {
  return Object.fromEntries(Object.entries(reads).map(([name, read]) => [name, field(type, read)]));
}
