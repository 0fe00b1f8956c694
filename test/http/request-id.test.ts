import { expect, it } from "vitest";
import { requestIdOf } from "../../src/http/request-id.ts";

it.each(["42", "0196f2c4-7a1e-7c3a-9f51-2b6c0d8e4a10", "1-67891233-abcdef012345678912345678", "Root=1-6789;"])(
  "takes a client's id only where it is safe to repeat: %s",
  (id) => {
    expect(requestIdOf(id)).toBe(id.includes(";") ? null : id);
  },
);

it.each([undefined, "", "a b", 'a"b', "a\u00e9", "x".repeat(129), ["a", "b"]])("takes none of %j", (id) => {
  expect(requestIdOf(id)).toBeNull();
});
