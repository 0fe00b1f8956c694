import { describe, expect, it } from "vitest";
import { createWorld } from "../../src/sandbox/world/create-world.ts";

describe("a person's record that is changed", () => {
  const { contacts } = createWorld({ seed: 7, customers: 50 });
  const before = contacts.at(3);
  contacts.change(3, { email: "New@Example.com", phone: null }, 5_000);

  it("is changed wherever it is read, and is nobody else's", () => {
    expect(contacts.at(3)).toEqual({ ...before, email: "New@Example.com", phone: null, updatedAt: 5_000 });
    expect(contacts.edits).toEqual([{ before, after: contacts.at(3) }]);
    expect(createWorld({ seed: 7, customers: 50 }).contacts.at(3)).toEqual(before);
  });

  it("is found by its new address alone", () => {
    expect(contacts.withEmail("new@example.com")).toEqual([3]);
    expect(contacts.withEmail(before.email ?? "")).toEqual([]);
  });

  it("must be there", () => {
    expect(() => contacts.change(contacts.size, {}, 0)).toThrow(RangeError);
  });
});
