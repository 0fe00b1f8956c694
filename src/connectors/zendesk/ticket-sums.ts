// Tickets by status or by priority: one count of a search for each, whatever their number.
// https://developer.zendesk.com/api-reference/ticketing/ticket-management/search/#show-results-count
import { fieldOf } from "../../mapping/field-map.ts";
import type { RecordGroup, Sums } from "../contract.ts";
import { countSearch } from "./search.ts";
import { filterTerms } from "./search-query.ts";
import { ticketFields } from "./ticket-fields.ts";

/** Our values; whether a ticket may have none of them. */
const GROUPS: Readonly<Record<string, { readonly values: readonly string[]; readonly isOptional: boolean }>> = {
  status: { values: ["NEW", "OPEN", "PENDING", "ON_HOLD", "SOLVED", "CLOSED"], isOptional: false },
  priority: { values: ["LOW", "NORMAL", "HIGH", "URGENT"], isOptional: true },
};

export const ticketSums: Sums = {
  async compute(http, { by, monthOf, filter }) {
    const [field = "", ...others] = by;
    const group = Object.hasOwn(GROUPS, field) ? GROUPS[field] : undefined;
    if (group === undefined || others.length > 0 || monthOf !== null) return null;
    const terms = filterTerms(ticketFields, filter);
    if (terms === null) return { groups: [] };
    // Another term for the same keyword would add tickets, not take any away.
    if (terms.some((term) => term.includes(field))) return null;
    const count = (more: readonly string[]): Promise<number> =>
      countSearch(http, ["type:ticket", ...terms, ...more].join(" "));
    const words = group.values.flatMap((value) => fieldOf(ticketFields, field)?.vendorValues?.(value) ?? []);
    const [all, ...counts] = await Promise.all([
      group.isOptional ? count([]) : 0,
      ...words.map((word) => count([`${field}:${word}`])),
    ]);
    const groups = words.map((word, index): RecordGroup => ({ record: { [field]: word }, count: counts[index] ?? 0 }));
    const rest = all - counts.reduce((sum, each) => sum + each, 0);
    return { groups: group.isOptional ? [...groups, { record: {}, count: Math.max(0, rest) }] : groups };
  },
};
