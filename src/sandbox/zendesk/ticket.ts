// https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/
import type { TicketRow } from "../world.ts";
import type { Directory, DeskUser } from "./directory.ts";
import { groups } from "./groups.ts";
import { brandId, customStatusIds, groupIds, organizationIds, ticketFormId, ticketIds } from "./ids.ts";
import { ownTicketFields } from "./product-area.ts";
import { apiTime } from "./wire.ts";

export const supportAddress = "support@tributary-sandbox.example";

/** Each in its order: `status<solved` and `priority>normal` compare places in these lists. */
export const statuses = ["new", "open", "pending", "hold", "solved", "closed"] as const;
export const priorities = ["low", "normal", "high", "urgent"] as const;
export const ticketTypes = ["question", "incident", "problem", "task"] as const;

/** Most tickets are never given a type. */
export function ticketTypeOf(serial: number): (typeof ticketTypes)[number] | null {
  return serial % 5 === 0 ? (ticketTypes[(serial / 5) % 2] ?? null) : null;
}

export function ticketObject(row: TicketRow, directory: Directory, origin: string): Record<string, unknown> {
  const id = ticketIds.idOf(row.serial);
  const requester = directory.at(directory.ofEndUser(row.requester));
  const assignee = row.assignee === null ? null : directory.at(directory.ofAgent(row.assignee));
  return {
    url: `${origin}/api/v2/tickets/${id}.json`,
    id,
    external_id: null,
    via: viaOf(row.serial, requester),
    created_at: apiTime(row.createdAt),
    updated_at: apiTime(row.updatedAt),
    generated_timestamp: Math.floor(row.updatedAt / 1_000),
    type: ticketTypeOf(row.serial),
    subject: row.subject,
    raw_subject: row.subject,
    description: row.description,
    priority: row.priority,
    status: row.status,
    recipient: viaChannel(row.serial, requester) === "email" ? supportAddress : null,
    requester_id: requester.id,
    submitter_id: requester.id,
    assignee_id: assignee?.id ?? null,
    organization_id: requester.company === null ? null : organizationIds.idOf(requester.company),
    group_id: groupIds.idOf(assignee?.group ?? 0),
    collaborator_ids: [],
    follower_ids: [],
    email_cc_ids: [],
    forum_topic_id: null,
    problem_id: null,
    has_incidents: false,
    is_public: row.comments.length === 0 || row.comments.some((comment) => comment.isPublic),
    due_at: null,
    tags: row.tags,
    custom_fields: ownTicketFields(row.serial),
    satisfaction_rating: { score: "unoffered" },
    sharing_agreement_ids: [],
    custom_status_id: customStatusIds.idOf(statuses.indexOf(row.status)),
    fields: ownTicketFields(row.serial),
    followup_ids: [],
    ticket_form_id: ticketFormId,
    brand_id: brandId,
    allow_channelback: false,
    allow_attachments: true,
    from_messaging_channel: false,
  };
}

/** How the ticket came in: https://developer.zendesk.com/documentation/ticketing/reference-guides/via-object-reference/ */
export function viaOf(ticketSerial: number, requester: DeskUser): Record<string, unknown> {
  const channel = viaChannel(ticketSerial, requester);
  const isEmail = channel === "email";
  return {
    channel,
    source: {
      from: isEmail ? { address: requester.email, name: requester.name } : {},
      to: isEmail ? { name: groups[0]?.name, address: supportAddress } : {},
      rel: null,
    },
  };
}

/** The channel alone. */
export function viaChannel(ticketSerial: number, requester: DeskUser): "email" | "web" | "api" {
  if (requester.email !== null && ticketSerial % 3 !== 0) return "email";
  return ticketSerial % 7 === 0 ? "api" : "web";
}
