import { describe, expect, it } from "vitest";
import { createTokenSealer } from "../../src/credentials/token-sealer.ts";
import { ConfigError } from "../../src/errors.ts";

const secret = "one secret of thirty-two bytes or more";
const other = "another secret of thirty-two bytes and more";

describe("a sealed token", () => {
  it("opens where it was sealed for, and says nothing", () => {
    const sealer = createTokenSealer(secret);
    const sealed = sealer.seal("refresh-tökën", "crm");
    expect(sealed).toMatch(/^1\.[\da-f]{8}\.[\w-]+$/);
    expect(sealed).not.toContain("refresh");
    expect(sealer.seal("refresh-tökën", "crm")).not.toBe(sealed);
    expect(createTokenSealer(secret).open(sealed, "crm")).toBe("refresh-tökën");
    expect(sealer.open(sealed, "desk")).toBeNull();
  });

  it("does not open when any byte of it was changed", () => {
    const sealer = createTokenSealer(secret);
    const sealed = sealer.seal("abc", "crm");
    const [version = "", id = "", payload = ""] = sealed.split(".");
    const bytes = Buffer.from(payload, "base64url");
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(sealer.open(`${version}.${id}.${changed.toString("base64url")}`, "crm")).toBeNull();
    }
    for (const text of ["", "1", `2.${id}.${payload}`, `1.${id}.`, `1.${id}.AAAA`, `${sealed}.x`, `1..${payload}`]) {
      expect(sealer.open(text, "crm")).toBeNull();
    }
  });

  it("opens with every secret that is given, and is sealed with the first", () => {
    const old = createTokenSealer(secret).seal("abc", "crm");
    const rotated = createTokenSealer([other, secret]);
    expect(rotated.open(old, "crm")).toBe("abc");
    expect(createTokenSealer(other).open(rotated.seal("abc", "crm"), "crm")).toBe("abc");
    expect(createTokenSealer(other).open(old, "crm")).toBeNull();
  });
});

describe("a secret", () => {
  it("has 32 bytes or more", () => {
    expect(() => createTokenSealer("x".repeat(31))).toThrow(ConfigError);
    expect(() => createTokenSealer([secret, "short"])).toThrow("has 5 bytes: it should have 32");
    expect(() => createTokenSealer("x".repeat(32))).not.toThrow();
  });
});
