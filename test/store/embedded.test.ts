// A data folder has one owner. Each test opens a database that an earlier one made: making one takes seconds.
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLogger } from "../../src/runtime/logger.ts";
import { createDatabase } from "../support/databases.ts";
import type { TestDatabase } from "../support/databases.ts";

const root = join(import.meta.dirname, "../..");

describe("a data folder", () => {
  let database: TestDatabase;
  const others: ChildProcess[] = [];

  beforeAll(async () => {
    database = await createDatabase("embedded");
    const store = database.open();
    await store.query("create table kept (id int)");
    await store.close();
  });
  afterAll(async () => {
    for (const other of others) other.kill("SIGKILL");
    await database.drop();
  });

  /** Another process that opens the folder, says "open", and stays. */
  async function otherOwner(): Promise<ChildProcess> {
    const script = join(database.folder, "owner.ts");
    writeFileSync(
      script,
      `import { createStore } from ${JSON.stringify(join(root, "src/store/open-store.ts"))};
      import { createLogger } from ${JSON.stringify(join(root, "src/runtime/logger.ts"))};
      const log = createLogger({ level: "silent" });
      const config = { folder: ${JSON.stringify(database.folder)} };
      const store = createStore({ config, readSecret: async () => "", log });
      await store.query("insert into kept values (1)");
      console.log("open");
      setInterval(() => undefined, 1_000);`,
    );
    const other = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
    others.push(other);
    await once(other.stdout, "data");
    return other;
  }

  it("is refused to a second store of the same process", async () => {
    const store = database.open();
    await store.query("select 1");
    await expect(database.open().query("select 1")).rejects.toThrow(
      `The data folder ${database.folder} is in use by process ${process.pid}`,
    );
    await store.close();
  });

  it("is refused while another process has it, and free when that one is killed, with what it wrote", async () => {
    const other = await otherOwner();
    const store = database.open(createLogger({ level: "silent" }));
    await expect(store.query("select 1")).rejects.toThrow(`is in use by process ${other.pid}`);
    const ended = once(other, "exit");
    other.kill("SIGKILL");
    await ended;
    expect(await store.query("select id from kept")).toEqual([{ id: 1 }]); // asked again, it is tried again
    await store.close();
  });

  it("that can't be made is refused in words", async () => {
    const file = join(database.folder, "file");
    writeFileSync(file, "");
    const { createStore } = await import("../../src/store/open-store.ts");
    const config = { folder: join(file, "data"), url: undefined, secret: undefined };
    const store = createStore({
      config,
      readSecret: () => Promise.resolve(""),
      log: createLogger({ level: "silent" }),
    });
    await expect(store.query("select 1")).rejects.toThrow("can't be made: check `store.folder`");
  });
});

describe("a gateway", () => {
  it("imports neither database before one is asked for", async () => {
    const script = `
      import { registerHooks } from "node:module";
      const seen = [];
      registerHooks({ resolve: (name, context, next) => (seen.push(name), next(name, context)) });
      await import(${JSON.stringify(join(root, "src/app.ts"))});
      console.log(seen.includes("undici"), seen.filter((name) => /^pg$|pglite|node:sqlite/.test(name)).join());
      process.exit();`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], { cwd: root });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    await once(child, "close");
    expect(output.trim()).toBe("true");
  });
});
