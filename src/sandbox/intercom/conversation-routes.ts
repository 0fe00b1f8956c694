// https://developers.intercom.com/docs/references/rest-api/api.intercom.io/conversations
import { z } from "zod";
import { searchableContacts } from "./contact-fields.ts";
import { searchableConversations } from "./conversation-fields.ts";
import { conversationItem, conversationObject } from "./conversation-object.ts";
import type { Conversation } from "./conversation.ts";
import { managed, manageBody, replied, updateBody } from "./conversation-writes.ts";
import { invalid, notFound } from "./errors.ts";
import { htmlOf } from "./html.ts";
import { contactIds, partId, threadIds } from "./ids.ts";
import { instant, readBody, textParameter } from "./inputs.ts";
import type { Page } from "./paging.ts";
import { partOfReply, replyBody } from "./reply-bodies.ts";
import type { Call, Route } from "./router.ts";
import { listedPage, searchedPage } from "./search-route.ts";
import { createSearch } from "./search/search.ts";
import type { Workspace } from "./workspace.ts";

const defaultPageSize = 20;

const createBody = z.object({
  from: z.object({ type: z.enum(["lead", "user", "contact"]), id: z.string() }),
  body: z.string(),
  created_at: instant.optional(),
  attachment_urls: z.array(z.string()).max(0, "the sandbox takes no attachments").optional(),
});

export function addConversationRoutes(route: Route, workspace: Workspace): void {
  const { conversations, now, options, world } = workspace;
  const book = world.books.intercom;
  const search = createSearch(searchableConversations(conversations, book, workspace), options);
  const contacts = createSearch(searchableContacts(workspace.contacts, book), options);

  const render = ({ serials, totalCount, pages }: Page) => ({
    type: "conversation.list",
    pages,
    total_count: totalCount,
    conversations: serials
      .flatMap((serial) => conversations.get(serial) ?? [])
      .map((conversation) => conversationItem(conversation, workspace, false)),
  });
  const whole = (conversation: Conversation, call: Call) => conversationObject(conversation, workspace, isPlain(call));
  const put = (conversation: Conversation): Conversation => {
    conversations.put(conversation.serial, conversation);
    return conversation;
  };

  route("GET", "/conversations", async (call) => render(await listedPage(search, call, defaultPageSize)));

  route("POST", "/conversations/search", async (call) => render(await searchedPage(search, call, defaultPageSize)));

  route("GET", "/conversations/:id", (call) => whole(workspace.conversation(call.id("id")), call));

  route("PUT", "/conversations/:id", (call) => {
    const conversation = workspace.conversation(call.id("id"));
    const body = readBody(updateBody, call.body);
    if (typeof body.company_id === "string") workspace.company(body.company_id);
    const changed = {
      ...conversation,
      isRead: body.read ?? conversation.isRead,
      title: body.title ?? conversation.title,
      customAttributes: { ...conversation.customAttributes, ...body.custom_attributes },
      updatedAt: now(),
    };
    return whole(put(changed), call);
  });

  route("POST", "/conversations/:id/reply", async (call) => {
    const id = call.id("id");
    if (id !== "last") workspace.conversation(id);
    const part = await partOfReply(readBody(replyBody, call.body), workspace, contacts);
    // Read only now: looking for the contact may have taken a while.
    const conversation = id === "last" ? await lastOf(part.author) : workspace.conversation(id);
    return whole(put(replied(conversation, part)), call);
  });

  route("POST", "/conversations/:id/parts", (call) => {
    const conversation = workspace.conversation(call.id("id"));
    return whole(put(managed(conversation, readBody(manageBody, call.body), workspace.admins, now())), call);
  });

  route("POST", "/conversations", (call) => {
    const body = readBody(createBody, call.body);
    const contact = workspace.contact(body.from.id);
    const at = body.created_at ?? now();
    const created = conversations.add((serial) => ({
      ...emptyConversation,
      serial,
      contact: contact.serial,
      body: htmlOf(body.body),
      createdAt: at,
      updatedAt: at,
    }));
    return {
      type: "user_message",
      id: partId(created.serial, 0),
      created_at: at,
      body: body.body,
      message_type: "inapp",
      conversation_id: threadIds.idOf(created.serial),
    };
  });

  route("DELETE", "/conversations/:id", (call) => {
    const { serial } = workspace.conversation(call.id("id"));
    conversations.remove(serial);
    return { id: threadIds.idOf(serial), object: "conversation", deleted: true };
  });

  /** `last` stands for the contact's own last conversation. */
  async function lastOf(author: { readonly kind: string; readonly serial?: number }): Promise<Conversation> {
    if (author.serial === undefined) throw invalid("last can be answered on behalf of a contact only");
    const id = contactIds.idOf(author.serial);
    const results = await search.find({ field: "contact_ids", operator: "=", value: id }, null);
    const conversation = results.size === 0 ? null : conversations.get(results.at(0));
    if (conversation === null) throw notFound();
    return conversation;
  }
}

function isPlain(call: Call): boolean {
  return textParameter(call.query, "display_as") === "plaintext";
}

const emptyConversation = {
  title: null,
  state: "open",
  snoozedUntil: null,
  isRead: false,
  isPriority: false,
  admin: null,
  team: null,
  tags: [],
  channel: "conversation",
  subject: "",
  customAttributes: {},
  parts: [],
} as const;
