// Contacts by `modifiedon`, a column of every table:
// https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/contact
// Change tracking (`Prefer: odata.track-changes`) would tell of deletions too, but an administrator can turn it off, its
// links expire after seven days, and its pages come in no order of time: what always works was chosen. Who is deactivated,
// as by a merge, is told as gone; who is deleted is not told. A transaction stamps before it commits:
// `changesOverlapSeconds` is how long one may take.
import { valueAtPath, type Select } from "../../mapping/field-map.ts";
import { idAt, ReplyShapeError } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import { readChanges, type ChangeReader } from "../changes-by-instant.ts";
import type { Changes } from "../contract.ts";
import type { Condition } from "./odata-filter.ts";
import { PAGE_SIZE, readRowsAfter } from "./row-pages.ts";
import type { Table } from "./table.ts";

const CHANGED = "modifiedon";
const STATE = "statecode";

export function contactChanges(contacts: Table): Changes {
  return {
    intervalMs: 60_000,
    async read(http, after, select) {
      const page = await readChanges(http, readerOf(contacts, http, select), after);
      const isGone = (record: unknown): boolean => valueAtPath(record, [STATE]) !== 0;
      return {
        ...page,
        records: page.records.filter((record) => !isGone(record)),
        gone: page.records.filter(isGone).flatMap((record) => idAt(record, contacts.key) ?? []),
      };
    },
  };
}

function readerOf(contacts: Table, http: Http, select: Select): ChangeReader {
  const read = (where: Condition, order: string, after: string | null) =>
    readRowsAfter(http, contacts, { select, also: [CHANGED, STATE], where, orderBy: `${order} asc` }, after, PAGE_SIZE);
  const iso = (millis: number): string => new Date(millis).toISOString();
  // The column holds whole seconds, and conditions are rounded up to them.
  const from = (millis: number): Condition => ({ kind: "from", column: CHANGED, instant: iso(millis) });

  return {
    async later(instantMs) {
      const where: Condition = { kind: "all", of: instantMs === null ? [] : [from(instantMs + 1)] };
      const { records, next } = await read(where, CHANGED, null);
      return { records, isWhole: next === null };
    },
    at: (instantMs, cursor) =>
      read(
        {
          kind: "all",
          of: [from(instantMs), { kind: "before", column: CHANGED, instant: iso(instantMs + 1) }],
        },
        contacts.key,
        cursor,
      ),
    instantOf(record) {
      const millis = Date.parse(String(valueAtPath(record, [CHANGED])));
      if (!Number.isNaN(millis)) return millis;
      throw new ReplyShapeError(`expected an instant at "${CHANGED}"`);
    },
  };
}
