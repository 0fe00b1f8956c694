import { teamNumber } from "./conversation.ts";
import type { Conversation } from "./conversation.ts";
import { contactReference } from "./contact-object.ts";
import { textOf } from "./html.ts";
import { adminIds, contactIds, partId, threadIds } from "./ids.ts";
import { authorObject, conversationParts } from "./part-object.ts";
import type { People } from "./part-object.ts";
import { statisticsObject, statisticsOf } from "./statistics.ts";
import { tagList } from "./tags.ts";

/** The conversation as lists and searches have it: without its parts. */
export function conversationItem(
  conversation: Conversation,
  people: People,
  isPlain: boolean,
): Record<string, unknown> {
  const { serial, admin, team, body, createdAt } = conversation;
  const contact = people.contacts.get(conversation.contact);
  const statistics = statisticsOf(conversation);
  const teammates = teammatesOf(conversation);
  return {
    type: "conversation",
    id: threadIds.idOf(serial),
    created_at: createdAt,
    updated_at: conversation.updatedAt,
    waiting_since: statistics.waitingSince,
    snoozed_until: conversation.snoozedUntil,
    source: {
      type: conversation.channel,
      id: partId(serial, 0),
      delivered_as: "customer_initiated",
      subject: conversation.subject,
      body: isPlain ? textOf(body) : body,
      author: authorObject({ kind: "contact", serial: conversation.contact }, people, false),
      attachments: [],
      url: null,
      redacted: false,
    },
    contacts: {
      type: "contact.list",
      contacts: [
        contact === null
          ? { type: "contact", id: contactIds.idOf(conversation.contact), external_id: null }
          : contactReference(contact),
      ],
    },
    first_contact_reply: { created_at: createdAt, type: conversation.channel, url: null },
    admin_assignee_id: admin === null ? null : Number(adminIds.idOf(admin)),
    team_assignee_id: team === null ? null : teamNumber(team),
    // Of a snoozed one, too, as in Intercom's own example.
    open: conversation.state !== "closed",
    state: conversation.state,
    read: conversation.isRead,
    tags: tagList(conversation.tags),
    priority: conversation.isPriority ? "priority" : "not_priority",
    sla_applied: null,
    statistics: statisticsObject(statistics),
    conversation_rating: null,
    teammates:
      teammates.length === 0
        ? null
        : { type: "admin.list", teammates: teammates.map((index) => ({ type: "admin", id: adminIds.idOf(index) })) },
    title: conversation.title,
    custom_attributes: conversation.customAttributes,
    topics: {},
    ticket: null,
    linked_objects: { type: "list", data: [], total_count: 0, has_more: false },
    ai_agent: null,
    ai_agent_participated: false,
  };
}

/** The conversation by itself, with its parts. */
export function conversationObject(
  conversation: Conversation,
  people: People,
  isPlain: boolean,
): Record<string, unknown> {
  return {
    ...conversationItem(conversation, people, isPlain),
    conversation_parts: conversationParts(conversation.serial, conversation.parts, people, isPlain),
  };
}

/** Indices of the admins who wrote or did something in it. */
export function teammatesOf({ parts }: Conversation): readonly number[] {
  const indices = parts.flatMap(({ author }) => (author.kind === "admin" ? [author.index] : []));
  return [...new Set(indices)];
}
