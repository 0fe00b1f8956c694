// https://developers.intercom.com/docs/references/rest-api/api.intercom.io/conversations/manageconversation
import { z } from "zod";
import { teams } from "./admins.ts";
import type { Admins } from "./admins.ts";
import type { Conversation } from "./conversation.ts";
import { invalid, notFound } from "./errors.ts";
import { htmlOrText } from "./html.ts";
import { adminIds, teamIds } from "./ids.ts";
import { idValue, instant } from "./inputs.ts";
import { withPart } from "./thread.ts";
import type { NewPart } from "./thread.ts";

export const manageBody = z.discriminatedUnion("message_type", [
  z.object({
    message_type: z.literal("close"),
    type: z.literal("admin"),
    admin_id: idValue,
    body: z.string().optional(),
  }),
  z.object({ message_type: z.literal("snoozed"), admin_id: idValue, snoozed_until: instant }),
  z.object({ message_type: z.literal("open"), admin_id: idValue }),
  z.object({
    message_type: z.literal("assignment"),
    type: z.enum(["admin", "team"]),
    admin_id: idValue,
    assignee_id: idValue,
    body: z.string().optional(),
  }),
]);
type ManageBody = z.infer<typeof manageBody>;

export const updateBody = z.object({
  read: z.boolean().optional(),
  title: z.string().optional(),
  // Intercom takes custom objects, too, of which the sandbox has none.
  custom_attributes: z.record(z.string(), z.union([z.string(), z.int()])).optional(),
  company_id: z.string().nullish(),
});

/** The conversation after a reply: a contact's opens it, an admin's answers it, a note changes nothing else. */
export function replied(conversation: Conversation, part: NewPart): Conversation {
  const isContacts = part.author.kind === "contact";
  const reopens = isContacts && conversation.state !== "open";
  const state = isContacts ? "open" : conversation.state;
  // A reply that opens is of the type `open`, with what was said as its body.
  const said: NewPart = { ...part, state, ...(reopens && { type: "open" }) };
  return {
    ...conversation,
    parts: withPart(conversation.parts, said),
    state,
    snoozedUntil: isContacts ? null : conversation.snoozedUntil,
    isRead: !isContacts,
    updatedAt: Math.max(conversation.updatedAt, part.at),
  };
}

/** The conversation after an admin's action. Throws Intercom's 400 and 404. */
export function managed(conversation: Conversation, body: ManageBody, admins: Admins, now: number): Conversation {
  const author = { kind: "admin", index: admins.indexOf(body.admin_id) } as const;
  const done = (type: string, changes: Partial<Conversation>, part: Partial<NewPart> = {}): Conversation => {
    const state = changes.state ?? conversation.state;
    const added: NewPart = { type, body: null, author, at: now, state, ...part };
    return { ...conversation, ...changes, parts: withPart(conversation.parts, added), updatedAt: now };
  };
  const said = "body" in body && body.body !== undefined ? { body: htmlOrText(body.body) } : {};
  switch (body.message_type) {
    case "close":
      return done("close", { state: "closed", snoozedUntil: null }, said);
    case "open":
      return done("open", { state: "open", snoozedUntil: null, isRead: true });
    case "snoozed":
      if (body.snoozed_until <= now) throw invalid("snoozed_until must be in the future", "snoozed_until");
      return done("snoozed", { state: "snoozed", snoozedUntil: body.snoozed_until });
    case "assignment": {
      const { admin, team, assignedTo } = assigneeOf(body.type, body.assignee_id, admins);
      const type = conversation.state === "open" ? "assignment" : "assign_and_reopen";
      const changes = body.type === "team" ? { team } : { admin };
      return done(type, { ...changes, state: "open", snoozedUntil: null }, { ...said, assignedTo });
    }
  }
}

/** Whom an id names, `0` being nobody. Throws Intercom's 404. */
export function assigneeOf(type: "admin" | "team", id: string, admins: Admins) {
  if (id === "0") return { admin: null, team: null, assignedTo: null } as const;
  const index = (type === "admin" ? adminIds : teamIds).serialOf(id);
  if (index === null || index >= (type === "admin" ? admins.all.length : teams.length)) {
    throw notFound("Assignee not found", "assignee_not_found");
  }
  const assignedTo = { type, id } as const;
  return type === "admin" ? { admin: index, team: null, assignedTo } : { admin: null, team: index, assignedTo };
}
