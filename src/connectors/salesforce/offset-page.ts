import { RequestError } from "../../errors.ts";
import type { RecordPage } from "../contract.ts";
import type { PageAsked } from "./keyset-page.ts";
import { readQuery } from "./query.ts";
import { columnsOf } from "./sobject.ts";
import { writeStatement } from "./soql.ts";

const MAX_OFFSET = 2_000;

/**
 * A page in the order of a text. Whose alphabet that is, and whether comparing follows it, is not documented: so what
 * is behind a record can't be asked for, and records are counted.
 */
export async function offsetPage(asked: PageAsked, field: string): Promise<RecordPage> {
  const { http, object, request, where, direction } = asked;
  const offset = request.after === null ? 0 : Number(request.after);
  if (!Number.isSafeInteger(offset) || offset < 0) {
    throw new RequestError("BAD_USER_INPUT", "The cursor is not one of this list's");
  }
  if (offset > MAX_OFFSET) {
    throw new RequestError(
      "UNSUPPORTED_BY_SOURCE",
      `Salesforce skips no more than ${MAX_OFFSET} records in this order: filter by createdAt, and go on from range to ` +
        "range, or leave out orderBy",
    );
  }
  const soql = writeStatement({
    select: columnsOf(object, http, request.select),
    from: object.name,
    where,
    orderBy: [
      { field, direction },
      { field: "Id", direction },
    ],
    limit: request.size + 1,
    ...(offset > 0 && { offset }),
  });
  const { records: found, next } = await readQuery(http, soql);
  const records = found.slice(0, request.size);
  const positions = records.map((_, index) => String(offset + index + 1));
  const isEnd = records.length === 0 || (found.length <= request.size && next === null);
  return { records, positions, next: isEnd ? null : (positions.at(-1) ?? null) };
}
