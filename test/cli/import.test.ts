import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { sendLines } from "../../src/cli/send-lines.ts";
import { runCli } from "./run-cli.ts";

interface Received {
  readonly path: string | undefined;
  readonly token: string | undefined;
  readonly lines: readonly string[];
}

let server: Server;
let url: string;
let folder: string;
const received: Received[] = [];
let refuseFrom = Infinity;

/** An import route that refuses lines which are "bad", and from some request on, everything. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tributary-import-"));
  server = createServer((request, reply) => {
    void text(request).then((body) => {
      const lines = body.split("\n");
      received.push({ path: request.url, token: request.headers.authorization, lines });
      if (received.length >= refuseFrom) {
        reply.writeHead(403, { "content-type": "application/json" }).end('{"errors":[{"message":"not you"}]}');
        return;
      }
      const bad = lines.flatMap((line, index) => (line === "bad" ? [{ line: index + 1, problem: "is bad" }] : []));
      const report = { lines: lines.length, written: lines.length - bad.length, refused: bad.length, problems: bad };
      reply.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(report));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  received.length = 0;
  refuseFrom = Infinity;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

describe("sendLines", () => {
  const target = () => ({ url: `${url}/`, source: "games", token: "secret" });

  it("sends in parts of a bounded size, and numbers lines as they came", async () => {
    const lines = Array.from({ length: 4_500 }, (_, n) => (n % 1_500 === 1_499 ? "bad" : `${n}`));
    const report = await sendLines(lines, target());
    expect(report).toEqual({
      lines: 4_500,
      written: 4_497,
      refused: 3,
      problems: [1_500, 3_000, 4_500].map((line) => ({ line, problem: "is bad" })),
    });
    expect(received.map(({ lines: part }) => part.length)).toEqual([2_000, 2_000, 500]);
    expect(received.flatMap(({ lines: part }) => part)).toEqual(lines);
    expect(received[0]).toMatchObject({ path: "/import/games", token: "Bearer secret" });
    received.length = 0;
    await sendLines(
      Array.from({ length: 5 }, () => "x".repeat(1_000_000)),
      target(),
    );
    expect(received.map(({ lines: part }) => part.length)).toEqual([2, 2, 1]);
  });

  it("sends nothing of nothing", async () => {
    expect(await sendLines([], target())).toEqual({ lines: 0, written: 0, refused: 0, problems: [] });
    expect(received).toEqual([]);
  });

  it("says where it was refused, and why", async () => {
    refuseFrom = 2;
    const sending = sendLines(
      Array.from({ length: 3_000 }, () => "x"),
      target(),
    );
    await expect(sending).rejects.toThrow("refused what comes after line 2000 (403): not you");
    await expect(sendLines(["x"], { ...target(), url: "http://127.0.0.1:1" })).rejects.toThrow(
      "is the gateway running",
    );
  });
});

describe("import", () => {
  const run = (file: string, flags: readonly string[] = [], env = { TRIBUTARY_TOKEN: "from the environment" }) =>
    runCli(["import", "--source", "games", "--url", url, ...flags, file], { cwd: folder, env });

  it("sends a file, and says what became of it", async () => {
    writeFileSync(join(folder, "players.ndjson"), "one\r\ntwo\nthree\n");
    expect(await run("players.ndjson")).toEqual({
      code: 0,
      stdout: "3 lines, 3 records written to games\n",
      stderr: "",
    });
    expect(received).toEqual([
      { path: "/import/games", token: "Bearer from the environment", lines: ["one", "two", "three"] },
    ]);
  });

  it("names the lines that were refused", async () => {
    writeFileSync(join(folder, "some.ndjson"), "one\nbad\n");
    const { code, stdout, stderr } = await run("some.ndjson", ["--token", "given"]);
    expect([code, stdout]).toEqual([1, "2 lines, 1 records written to games\n"]);
    expect(stderr).toBe("some.ndjson:2: is bad\n1 of 2 lines were refused; all others are kept\n");
    expect(received[0]?.token).toBe("Bearer given");
  });

  it.each([
    ["players.ndjson", { TRIBUTARY_TOKEN: "" }, "set TRIBUTARY_TOKEN"],
    ["none.ndjson", { TRIBUTARY_TOKEN: "x" }, "none.ndjson can't be read (ENOENT)"],
  ])("of %s with %j is refused", async (file, env, message) => {
    const { code, stderr } = await run(file, [], env);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("    at ");
  });
});
