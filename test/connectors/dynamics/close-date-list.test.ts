import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EVERYTHING } from "../../../src/filters/filter.ts";
import { dynamics } from "../../../src/connectors/dynamics/index.ts";
import type { ListRequest, RecordPage } from "../../../src/connectors/contract.ts";
import { createAnsweringHttp } from "../../support/fake-http.ts";
import type { Ask } from "../../support/fake-http.ts";

interface Row {
  readonly opportunityid: string;
  readonly actualclosedate: string | null;
  readonly estimatedclosedate: string | null;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Dataverse, as far as this list asks it: one half, in order, a page; a token is the number of rows before. */
function answer(all: readonly Row[], { query = {}, headers = {} }: Ask): unknown {
  const isActual = String(query["$filter"]) === "actualclosedate ne null";
  const column = isActual ? "actualclosedate" : "estimatedclosedate";
  const size = Number(/maxpagesize=(\d+)/.exec(headers["prefer"] ?? "")?.[1]);
  const start = Number(query["$skiptoken"] ?? 0);
  if (start % size !== 0) throw new Error(`a page of ${size} does not begin at ${start}`);
  const sign = String(query["$orderby"]).includes(" desc,") ? -1 : 1;
  const rows = all
    .filter(({ actualclosedate }) => (actualclosedate !== null) === isActual)
    .toSorted((a, b) => sign * (byText(a[column] ?? "", b[column] ?? "") || byText(a.opportunityid, b.opportunityid)));
  const end = start + size;
  return {
    value: rows.slice(start, end),
    ...(end < rows.length && { "@odata.nextLink": `https://x.example/o?$skiptoken=${end}` }),
  };
}

const date = fc.option(fc.integer({ min: 1, max: 9 }).map((day) => `2025-01-0${day}`));
const rowsOf = fc
  .array(fc.record({ actualclosedate: date, estimatedclosedate: date }), { maxLength: 30 })
  .map((rows) => rows.map((row, index): Row => ({ ...row, opportunityid: String(index).padStart(3, "0") })));
const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 10 });

describe("deals by close date", () => {
  it.each(["ASC", "DESC"] as const)(
    "are all there, each once, in order, whatever sizes are asked for: %s",
    async (direction) => {
      await fc.assert(
        fc.asyncProperty(rowsOf, sizes, async (all, asked) => {
          const http = createAnsweringHttp((ask) => answer(all, ask));
          const read: Row[] = [];
          let after: string | null = null;
          let calls = 0;
          do {
            const size = asked[calls % asked.length] ?? 1;
            const request: ListRequest = {
              select: ["id"],
              filter: EVERYTHING,
              order: { field: "closeDate", direction },
              after,
              size,
            };
            const page: RecordPage | undefined = await dynamics.entities.Deal?.list?.read(http, request);
            expect(page?.records.length).toBeLessThanOrEqual(size);
            read.push(...((page?.records ?? []) as readonly Row[]));
            after = page?.next ?? null;
            calls += 1;
            expect(calls).toBeLessThan(200);
          } while (after !== null);
          expect(read.map(({ opportunityid }) => opportunityid).toSorted()).toEqual(
            all.map(({ opportunityid }) => opportunityid).toSorted(),
          );
          const dates = read.map((row) => row.actualclosedate ?? row.estimatedclosedate ?? "");
          expect(dates).toEqual(direction === "ASC" ? dates.toSorted() : dates.toSorted().toReversed());
        }),
        { numRuns: 60 },
      );
    },
  );
});
