// A desk that answers searches for conversations and tickets as Intercom does, with what of its language these need.
import { createAnsweringHttp, type Ask, type FakeHttp } from "../../support/fake-http.ts";
import { intercom } from "../../../src/connectors/intercom/index.ts";

export interface PlayedTicket {
  readonly type: "conversation" | "ticket";
  readonly contacts: readonly string[];
  /** When it was made and changed, in seconds. */
  readonly at: number;
  /** Open where left out. */
  readonly isOpen?: boolean;
}

interface Question {
  /** Everybody's where left out. */
  readonly contact?: string;
  readonly field: string;
  readonly direction: "ASC" | "DESC";
  readonly isFiltered: boolean;
}

export interface PlayedDesk {
  readonly http: FakeHttp;
  /** What must come of a question, by our ids. */
  named(question: Question): readonly string[];
}

interface Body {
  readonly query: { readonly value: readonly { readonly field: string; readonly value: unknown }[] };
  readonly pagination: { readonly per_page: number; readonly starting_after?: string };
  readonly sort: { readonly field: string; readonly order: "ascending" | "descending" };
}

/** @param maxSize of a page; a vendor may give less than it is asked for */
export function createPlayedDesk(tickets: readonly PlayedTicket[], maxSize = 150): PlayedDesk {
  const records = tickets.map(({ type, contacts, at, isOpen = true }, index) => ({
    type,
    id: String(index + 1),
    created_at: at,
    updated_at: at,
    contacts: { contacts: contacts.map((id) => ({ type: "contact", id })) },
    open: isOpen,
    // A ticket that is open can be in another state than a filter wants.
    state: type === "conversation" ? (isOpen ? "open" : "closed") : undefined,
    ticket_state: type === "ticket" ? { category: index % 3 === 0 ? "submitted" : "in_progress" } : undefined,
  }));

  function matching({ query }: Body, type: string) {
    const conditions = new Map(query.value.map(({ field, value }) => [field, value]));
    const wanted = (field: string, values: readonly unknown[]): boolean => {
      const value = conditions.get(field);
      return value === undefined || values.some((one) => (Array.isArray(value) ? value.includes(one) : value === one));
    };
    return records.filter(
      (record) =>
        record.type === type &&
        wanted(
          "contact_ids",
          record.contacts.contacts.map(({ id }) => id),
        ) &&
        wanted("state", [record.state]) &&
        wanted("open", [record.open]),
    );
  }

  function answer({ path, body }: Ask): unknown {
    const asked = body as Body;
    const [, key = ""] = path.split("/");
    const sign = asked.sort.order === "ascending" ? 1 : -1;
    const found = matching(asked, key.slice(0, -1)).sort((a, b) => (a.created_at - b.created_at) * sign);
    const start = Number(asked.pagination.starting_after ?? 0);
    const end = start + Math.min(asked.pagination.per_page, maxSize);
    const next = end < found.length ? { next: { starting_after: String(end) } } : {};
    return { [key]: found.slice(start, end), total_count: found.length, pages: next };
  }

  return {
    http: createAnsweringHttp(answer, { options: { ...intercom.options } }),
    named({ contact, direction, isFiltered }) {
      const isWanted = ({ open, ticket_state: state }: (typeof records)[number]): boolean =>
        !isFiltered || (open && state?.category !== "submitted");
      const sign = direction === "ASC" ? 1 : -1;
      return records
        .filter((record) => isWanted(record) && (!contact || record.contacts.contacts.some(({ id }) => id === contact)))
        .sort((a, b) => (a.created_at - b.created_at) * sign || a.type.localeCompare(b.type))
        .map(({ type, id }) => `${type}-${id}`);
    },
  };
}
