import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSecrets } from "../../src/credentials/secrets.ts";
import { ConfigError } from "../../src/errors.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tributary-secrets-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("env:", () => {
  it("is a variable", async () => {
    const secrets = createSecrets({ env: { CRM_TOKEN: "abc" } });
    await expect(secrets.get("env:CRM_TOKEN")).resolves.toBe("abc");
  });

  it.each(["env:NOT_SET", "env:EMPTY", "env:", "env:toString", "env:__proto__"])(
    "says what to do when it is not there: %s",
    async (reference) => {
      const secrets = createSecrets({ env: { EMPTY: "" } });
      const failing = secrets.get(reference);
      await expect(failing).rejects.toThrow(ConfigError);
      await expect(failing).rejects.toThrow(`${reference} is empty or not set`);
    },
  );
});

describe("file:", () => {
  it("is trimmed, and read again when it was written since", async () => {
    const path = join(folder, "rotated");
    const secrets = createSecrets({ env: {} });
    await writeFile(path, "  first\n");
    await expect(secrets.get(`file:${path}`)).resolves.toBe("first");
    await writeFile(path, "second\n");
    await utimes(path, new Date(), new Date(Date.now() + 60_000));
    await expect(secrets.get(`file:${path}`)).resolves.toBe("second");
  });

  it("is read once as long as it was not written", async () => {
    let reads = 0;
    let modified = 1;
    const secrets = createSecrets({
      env: {},
      readFile: () => Promise.resolve(`text ${(reads += 1)}`),
      modifiedMs: () => Promise.resolve(modified),
    });
    await secrets.get("file:/key");
    await expect(secrets.get("file:/key")).resolves.toBe("text 1");
    modified = 2;
    await expect(secrets.get("file:/key")).resolves.toBe("text 2");
  });

  it("says what to do when it can't be read or is empty", async () => {
    const secrets = createSecrets({ env: {} });
    const missing = `file:${join(folder, "missing")}`;
    await expect(secrets.get(missing)).rejects.toThrow(ConfigError);
    await expect(secrets.get(missing)).rejects.toThrow(`${missing} can't be read (ENOENT`);
    await writeFile(join(folder, "empty"), " \n");
    await expect(secrets.get(`file:${join(folder, "empty")}`)).rejects.toThrow("is empty or not set");
  });
});

describe("anything else", () => {
  it.each(["sk_live_abcdefgh", "vault:key", "toString:x", "ENV:NAME"])(
    "is refused without being shown: %j",
    async (reference) => {
      const failing = createSecrets({ env: {} }).get(reference);
      await expect(failing).rejects.toThrow("should be a reference that starts with env: or file:");
      const error = await failing.catch((problem: unknown) => problem);
      expect(String(error)).not.toContain(reference);
    },
  );
});
