// What can be said in a conversation or ticket, and for whom.
import { z } from "zod";
import type { Contact } from "./contact.ts";
import { IntercomError, invalid, notFound } from "./errors.ts";
import { htmlOf, htmlOrText } from "./html.ts";
import { idValue, instant } from "./inputs.ts";
import type { Search } from "./search/search.ts";
import type { NewPart } from "./thread.ts";
import type { Workspace } from "./workspace.ts";

const quickReplies = z.array(z.object({ text: z.string(), uuid: z.guid() }));
// The sandbox keeps no files.
const attachments = {
  attachment_urls: z.array(z.string()).max(0, "the sandbox takes no attachments").optional(),
  attachment_files: z.array(z.unknown()).max(0, "the sandbox takes no attachments").optional(),
};

const contactReply = z.object({
  type: z.literal("user"),
  // Intercom's example of a quick reply's answer says quick_reply, which its schema forbids: the schema is followed.
  message_type: z.literal("comment"),
  body: z.string(),
  created_at: instant.optional(),
  intercom_user_id: z.string().optional(),
  user_id: z.string().optional(),
  email: z.string().optional(),
  reply_options: quickReplies.optional(),
  ...attachments,
});
const adminReply = z.object({
  type: z.literal("admin"),
  message_type: z.enum(["comment", "note", "quick_reply"]),
  admin_id: idValue,
  body: z.string().optional(),
  created_at: instant.optional(),
  reply_options: quickReplies.optional(),
  ...attachments,
});

export const replyBody = z.discriminatedUnion("type", [contactReply, adminReply]);
export type ReplyBody = z.infer<typeof replyBody>;

/** The part that a reply is. Throws Intercom's 400 and 404. `contacts` finds who is named. */
export async function partOfReply(body: ReplyBody, workspace: Workspace, contacts: Search): Promise<NewPart> {
  const at = body.created_at ?? workspace.now();
  if (body.type === "user") {
    const names = { id: body.intercom_user_id, externalId: body.user_id, email: body.email };
    const { serial } = await contactNamed(names, workspace, contacts);
    return { type: "comment", body: htmlOf(body.body), author: { kind: "contact", serial }, at };
  }
  const author = { kind: "admin", index: workspace.admins.indexOf(body.admin_id) } as const;
  if (body.message_type === "quick_reply") {
    if (body.reply_options === undefined) throw missing("reply_options");
    return { type: "quick_reply", body: null, author, at, quickReplies: body.reply_options };
  }
  if (body.body === undefined || body.body === "") throw missing("body");
  return { type: body.message_type, body: htmlOrText(body.body), author, at };
}

/** What a request may call a contact: exactly one of these. */
export interface ContactNames {
  readonly id?: string | undefined;
  readonly externalId?: string | undefined;
  readonly email?: string | undefined;
}

/** Who is named. Throws Intercom's 400 unless there is exactly one name, and its 404 when nobody has it. */
export async function contactNamed(names: ContactNames, { contacts }: Workspace, search: Search): Promise<Contact> {
  const given = [
    { field: "id", value: names.id },
    { field: "external_id", value: names.externalId },
    { field: "email", value: names.email },
  ].filter(({ value }) => value !== undefined);
  const [name] = given;
  if (name?.value === undefined || given.length > 1) throw invalid("Name the contact by its id, external id or email");
  const results = await search.find({ field: name.field, operator: "=", value: name.value }, null);
  const found = Array.from({ length: results.size }, (_, place) => contacts.get(results.at(place)));
  // Of several with one address, the user; leads come and go.
  const contact = found.find((one) => one?.role === "user") ?? found.find((one) => one !== null) ?? null;
  if (contact === null) throw notFound("User Not Found");
  return contact;
}

function missing(field: string): IntercomError {
  return new IntercomError(400, { code: "parameter_not_found", message: `${field} is a required parameter`, field });
}
