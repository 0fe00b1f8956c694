import { describe, expect, it } from "vitest";
import { createOutsiders } from "../../src/sandbox/world/outsiders.ts";
import { createSubset } from "../../src/sandbox/world/subset.ts";

describe("a subset", () => {
  it.each([
    [1, 0],
    [1, 1],
    [2, 1],
    [40, 24],
    [40, 40],
    [50_000, 30_000],
    [499_999, 123_457],
  ])("of %i has exactly %i, ascending, each found again", (total, size) => {
    for (const phase of [0, 0.3, 0.5, 0.999_999_999]) {
      const subset = createSubset(total, size, phase);
      const members = Array.from({ length: size }, (_, place) => subset.memberAt(place));
      expect(members.every((member, place) => member < total && member > (members[place - 1] ?? -1))).toBe(true);
      const found: number[] = [];
      for (let member = 0; member < total; member += 1) {
        const place = subset.placeOf(member);
        if (place !== null) found.push(place);
      }
      expect(found).toEqual([...members.keys()]);
    }
  });
});

describe("outsiders", () => {
  it.each([1, 66, 67, 100, 1_001, 10_000, 777_777])("come to %i slots one at a time, the books in turn", (slots) => {
    const outsiders = createOutsiders(slots);
    expect(outsiders.size).toBe(5 * Math.floor(slots * 0.015));
    const came: number[] = [];
    for (let slot = 0; slot < slots; slot += 1) {
      const outsider = outsiders.cameIn(slot);
      if (outsider !== null) came.push(outsider);
    }
    expect(came).toEqual(Array.from({ length: outsiders.size }, (_, outsider) => outsider));
    const books = came.slice(0, 5).map((outsider) => outsiders.bookOf(outsider));
    expect(new Set(books).size).toBe(Math.min(5, outsiders.size));
  });
});
