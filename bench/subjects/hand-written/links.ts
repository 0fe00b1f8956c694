// Who of HubSpot's contacts is who in Zendesk and Stripe, by the gateway's rules: a record that names the contact's id;
// else the same e-mail address, unless the record names another contact.
import type { HubspotContact, StripeCustomer, ZendeskUser } from "../vendor-records.ts";
import { emailKeyOf } from "../vendor-records.ts";
import * as requests from "../vendor-requests.ts";
import type { Get } from "./vendors.ts";

export interface LinkablePerson {
  readonly contactId: string;
  readonly email: string | null;
}

export function personOf({ id, properties }: HubspotContact): LinkablePerson {
  return { contactId: id, email: emailKeyOf(properties.email) };
}

/** Ids of records by contact id. */
export type People<Id> = ReadonlyMap<string, readonly Id[]>;

export const findPeople = {
  async inZendesk(people: readonly LinkablePerson[], get: Get): Promise<People<number>> {
    const [byEmail, byId] = await Promise.all([
      Promise.all(
        requests
          .chunksOf(emailsOf(people), requests.EMAILS_PER_ZENDESK_SEARCH)
          .map(async (chunk) => (await get(requests.usersByEmailTarget(chunk))) as { results: ZendeskUser[] }),
      ),
      get(requests.usersByExternalIdTarget(people.map(({ contactId }) => contactId))) as Promise<{
        users: ZendeskUser[];
      }>,
    ]);
    const isPerson = ({ role, active }: ZendeskUser): boolean => role === "end-user" && active;
    return linksOf(
      people,
      byId.users.filter(isPerson),
      byEmail.flatMap(({ results }) => results).filter(isPerson),
      ({ external_id: contactId }) => contactId,
    );
  },

  async inStripe(people: readonly LinkablePerson[], get: Get): Promise<People<string>> {
    const search = async (targets: readonly string[]): Promise<StripeCustomer[]> => {
      const pages = await Promise.all(targets.map(get));
      return pages.flatMap((page) => (page as { data: StripeCustomer[] }).data);
    };
    const contactIds = people.map(({ contactId }) => contactId);
    const size = requests.CLAUSES_PER_STRIPE_SEARCH;
    const [byEmail, byId] = await Promise.all([
      search(requests.chunksOf(emailsOf(people), size).map(requests.customersByEmailTarget)),
      search(requests.chunksOf(contactIds, size).map(requests.customersByContactTarget)),
    ]);
    return linksOf(people, byId, byEmail, ({ metadata }) => metadata["hubspot_contact_id"] ?? null);
  },
};

function emailsOf(people: readonly LinkablePerson[]): string[] {
  return [...new Set(people.flatMap(({ email }) => email ?? []))];
}

interface Person<Id> {
  readonly id: Id;
  readonly email: string | null;
}

function linksOf<Id, P extends Person<Id>>(
  people: readonly LinkablePerson[],
  named: readonly P[],
  sameEmail: readonly P[],
  contactIdOf: (person: P) => string | null,
): People<Id> {
  const byContact = Map.groupBy(named, contactIdOf);
  const byEmail = Map.groupBy(sameEmail, ({ email }) => emailKeyOf(email));
  return new Map(
    people.map(({ contactId, email }) => {
      const found = new Set((byContact.get(contactId) ?? []).map(({ id }) => id));
      for (const other of email === null ? [] : (byEmail.get(email) ?? [])) {
        const names = contactIdOf(other);
        if (names === null || names === "" || names === contactId) found.add(other.id);
      }
      return [contactId, [...found]] as const;
    }),
  );
}
