import { describe, expect, it } from "vitest";
import { allSerials } from "../../../../src/sandbox/zendesk/listing.ts";
import type { Condition } from "../../../../src/sandbox/zendesk/search/combine.ts";
import { maxRecordsRead, scan } from "../../../../src/sandbox/zendesk/search/scan.ts";
import type { Plan } from "../../../../src/sandbox/zendesk/search/type-search.ts";

const size = maxRecordsRead * 3;
const isEven: Condition = { isCostly: false, test: (serial) => serial % 2 === 0 };
const isNeedle: Condition = { isCostly: true, test: (serial) => serial === 0 };

function plan(filter: Plan["filter"]): Plan {
  const hit = (serial: number) => ({ type: "ticket", serial, createdAt: 0, updatedAt: 0 }) as const;
  return { serials: allSerials(size), filter, hit };
}

describe("scan", () => {
  it("keeps the first hits in the order asked for and counts all of them", () => {
    const options = { isDescending: true, start: 0, maxHits: 2, isCounting: true };
    expect(scan(plan({ quick: [isEven], costly: [] }), options)).toEqual({
      serials: [size - 2, size - 4],
      count: size / 2,
      stoppedAt: null,
    });
  });

  it("stops at the last hit wanted when it does not count, to go on from there", () => {
    const options = { isDescending: false, start: 3, maxHits: 2, isCounting: false };
    expect(scan(plan({ quick: [isEven], costly: [] }), options)).toEqual({ serials: [4, 6], count: 2, stoppedAt: 7 });
  });

  it("reads no more whole records than the bound, and only those that the quick conditions leave", () => {
    const options = { isDescending: true, start: 0, maxHits: 2, isCounting: true };
    expect(scan(plan({ quick: [], costly: [isNeedle] }), options).stoppedAt).toBe(maxRecordsRead);
    expect(scan(plan({ quick: [isEven], costly: [isNeedle] }), options).stoppedAt).toBe(maxRecordsRead * 2);
  });
});
