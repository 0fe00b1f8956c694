// Contacts by `SystemModstamp`, which every change moves, automatic ones and deletion too:
// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/system_fields.htm
// `queryAll` has what was deleted or merged for as long as it is in the recycle bin:
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_queryall.htm
// A transaction stamps before it commits: `changesOverlapSeconds` is how long one may take.
import { valueAtPath, type Select } from "../../mapping/field-map.ts";
import { flagAt, idAt, recordsAt, ReplyShapeError } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import { readChanges, type ChangeReader } from "../changes-by-instant.ts";
import type { Changes } from "../contract.ts";
import { dataPath } from "./query.ts";
import { recordIdOf } from "./record-id.ts";
import { BATCH_SIZE, columnsOf, type SObject } from "./sobject.ts";
import { compared, instant, text, writeStatement, type Condition, type Statement } from "./soql.ts";

const CHANGED = "SystemModstamp";

export function contactChanges(contacts: SObject): Changes {
  return {
    intervalMs: 60_000,
    async read(http, after, select) {
      const page = await readChanges(http, readerOf(contacts, http, select), after);
      const isGone = (record: unknown): boolean => valueAtPath(record, ["IsDeleted"]) === true;
      return {
        ...page,
        records: page.records.filter((record) => !isGone(record)),
        gone: page.records.filter(isGone).flatMap((record) => recordIdOf(idAt(record, "Id") ?? "") ?? []),
      };
    },
  };
}

function readerOf(contacts: SObject, http: Http, select: Select): ChangeReader {
  const columns = columnsOf(contacts, http, select, [CHANGED, "IsDeleted"]);

  async function query(where: readonly Condition[], orderBy: NonNullable<Statement["orderBy"]>) {
    const soql = writeStatement({ select: columns, from: contacts.name, where, orderBy, limit: BATCH_SIZE });
    const reply = await http.get(`${dataPath(http)}/queryAll`, { q: soql });
    const records = recordsAt(reply, "records");
    return { records, isWhole: records.length < BATCH_SIZE && flagAt(reply, "done") };
  }

  const literal = (instantMs: number) => instant(new Date(instantMs).toISOString());
  return {
    later: (instantMs) =>
      query(instantMs === null ? [] : [compared(CHANGED, ">", literal(instantMs))], [
        { field: CHANGED, direction: "ASC" },
      ]),
    async at(instantMs, cursor) {
      const { records, isWhole } = await query(
        [
          compared(CHANGED, "=", literal(instantMs)),
          ...(cursor === null ? [] : [compared("Id", ">", text(recordIdOf(cursor) ?? ""))]),
        ],
        [{ field: "Id", direction: "ASC" }],
      );
      return { records, next: isWhole ? null : idAt(records.at(-1), "Id") };
    },
    instantOf(record) {
      const millis = Date.parse(String(valueAtPath(record, [CHANGED])));
      if (!Number.isNaN(millis)) return millis;
      throw new ReplyShapeError(`expected an instant at "${CHANGED}"`);
    },
  };
}
