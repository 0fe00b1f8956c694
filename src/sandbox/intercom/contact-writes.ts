// https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/createcontact
import { z } from "zod";
import { leadId } from "./contact.ts";
import type { Contact } from "./contact.ts";
import { IntercomError, invalid } from "./errors.ts";
import { adminIds, contactIds } from "./ids.ts";
import { instant } from "./inputs.ts";
import { candidatesOf } from "./search/candidates.ts";
import type { Searchable } from "./search/searchable.ts";
import type { Workspace } from "./workspace.ts";

export const contactBody = z.object({
  role: z.enum(["user", "lead"]).optional(),
  external_id: z.string().min(1).optional(),
  email: z.string().optional(),
  phone: z.string().nullish(),
  name: z.string().nullish(),
  avatar: z.string().nullish(),
  signed_up_at: instant.nullish(),
  last_seen_at: instant.nullish(),
  owner_id: z.int().nullish(),
  unsubscribed_from_emails: z.boolean().nullish(),
  custom_attributes: z.record(z.string(), z.unknown()).nullish(),
});
type ContactBody = z.infer<typeof contactBody>;

export interface ContactWrites {
  /** Throws Intercom's 400 for bad values and its 409 when the details are another's. */
  create(body: ContactBody): Contact;
  update(contact: Contact, body: ContactBody): Contact;
}

export function createContactWrites(workspace: Workspace, records: Searchable<Contact>): ContactWrites {
  const { contacts, now } = workspace;

  /** No two contacts have an external id, and no two users an address, whatever its case. */
  function checkUnique({ serial, role, externalId, email }: Contact): void {
    const hasId = (other: Contact): boolean => externalId !== null && other.externalId === externalId;
    const hasAddress = (other: Contact): boolean =>
      role === "user" && other.role === "user" && email !== null && other.email?.toLowerCase() === email.toLowerCase();
    const named = [
      ...(externalId === null ? [] : serialsWith("external_id", externalId)),
      ...(email === null ? [] : serialsWith("email", email)),
    ];
    for (const one of named) {
      const other = one === serial ? null : contacts.get(one);
      if (other === null || !(hasId(other) || hasAddress(other))) continue;
      const message = `A contact matching those details already exists with id=${contactIds.idOf(one)}`;
      throw new IntercomError(409, { code: "conflict", message });
    }
  }

  /** In one go, so that nobody writes between the check and what it is for. */
  function serialsWith(field: string, value: string): readonly number[] {
    const few = candidatesOf({ field, operator: "=", value }, records);
    return few === null
      ? Array.from({ length: contacts.limit }, (_, serial) => serial)
      : [...few, ...contacts.written()];
  }

  return {
    create(body) {
      if (body.email === undefined && body.external_id === undefined && body.role === undefined) {
        const message = "email, external_id or role is a required parameter";
        throw new IntercomError(400, { code: "parameter_not_found", message });
      }
      if (body.role === "user" && body.email === undefined && body.external_id === undefined) {
        throw invalid("A user needs an email or an external_id", "role");
      }
      const draft = changed(emptyContact(body.role ?? "user", now()), body, workspace);
      checkUnique(draft);
      return contacts.add((serial) => ({
        ...draft,
        serial,
        externalId: draft.externalId ?? (draft.role === "lead" ? leadId(workspace.world.seed, serial) : null),
      }));
    },
    update(contact, body) {
      const draft = { ...changed(contact, body, workspace), updatedAt: now() };
      checkUnique(draft);
      contacts.put(contact.serial, draft);
      return draft;
    },
  };
}

function changed(contact: Contact, body: ContactBody, { admins }: Workspace): Contact {
  if (body.email !== undefined && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(body.email)) {
    throw invalid(`Email invalid: '${body.email}'`, "email");
  }
  const owner = body.owner_id === undefined ? contact.owner : ownerOf(body.owner_id, admins.all.length);
  return {
    ...contact,
    role: body.role ?? contact.role,
    externalId: body.external_id ?? contact.externalId,
    email: body.email ?? contact.email,
    phone: body.phone === undefined ? contact.phone : body.phone,
    name: body.name === undefined ? contact.name : body.name,
    avatar: body.avatar === undefined ? contact.avatar : body.avatar,
    signedUpAt: body.signed_up_at === undefined ? contact.signedUpAt : body.signed_up_at,
    lastSeenAt: body.last_seen_at === undefined ? contact.lastSeenAt : body.last_seen_at,
    owner,
    isUnsubscribed: body.unsubscribed_from_emails ?? contact.isUnsubscribed,
    customAttributes: { ...contact.customAttributes, ...body.custom_attributes },
  };
}

function ownerOf(id: number | null, admins: number): number | null {
  if (id === null) return null;
  const index = adminIds.serialOf(String(id));
  if (index === null || index >= admins) throw invalid("The owner_id is not that of an admin", "owner_id");
  return index;
}

/** Under a serial that nobody has. */
function emptyContact(role: Contact["role"], now: number): Contact {
  return {
    serial: -1,
    role,
    externalId: null,
    email: null,
    phone: null,
    name: null,
    avatar: null,
    owner: null,
    isUnsubscribed: false,
    createdAt: now,
    updatedAt: now,
    signedUpAt: null,
    lastSeenAt: null,
    lastRepliedAt: null,
    lastContactedAt: null,
    device: null,
    country: null,
    customAttributes: {},
    companies: [],
  };
}
