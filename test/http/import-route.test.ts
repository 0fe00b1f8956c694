import { Readable } from "node:stream";
import type { LightMyRequestResponse } from "fastify";
import { describe, expect, it } from "vitest";
import { UpstreamError } from "../../src/errors.ts";
import type { Importer } from "../../src/http/import-route.ts";
import { openServer, type OpenServer } from "./open-server.ts";

const REFUSES = "refuse me";

/** Keeps whatever is no text, and remembers in which batches it came. */
function taking() {
  const batches: unknown[][] = [];
  const importer: Importer = async (bodies) => {
    batches.push([...bodies]);
    const refused = bodies.flatMap((body, index) => (body === REFUSES ? [{ index, problem: "as asked" }] : []));
    return { kept: 2 * (bodies.length - refused.length), refused };
  };
  return { batches, importer };
}

interface Options {
  readonly token?: string;
  readonly source?: string;
  readonly type?: string;
}

async function openImports(importer: Importer): Promise<{
  server: OpenServer;
  send: (payload: string | Readable, options?: Options) => Promise<LightMyRequestResponse>;
}> {
  const server = await openServer({
    importerOf: (source, { subject }) => (source === "games" && subject !== "stranger" ? importer : null),
  });
  return {
    server,
    send: (payload, { token = "ada~ADMIN", source = "games", type = "application/x-ndjson" } = {}) =>
      server.app.inject({
        method: "POST",
        url: `/import/${source}`,
        headers: { "content-type": type, ...(token !== "" && { authorization: `Bearer ${token}` }) },
        payload,
      }),
  };
}
describe("an import", () => {
  it("keeps every good line, and tells of every other", async () => {
    const { batches, importer } = taking();
    const { server, send } = await openImports(importer);
    const reply = await send(`{"a":1}\n\n{half\n"${REFUSES}"\r\n${"x".repeat(11_000)}\n[2]`);
    expect(reply.statusCode).toBe(200);
    expect(reply.json()).toEqual({
      lines: 5,
      written: 4,
      refused: 3,
      problems: [
        { line: 3, problem: "is not JSON" },
        { line: 4, problem: "as asked" },
        { line: 5, problem: "is too long, or is not UTF-8" },
      ],
    });
    expect(batches).toEqual([[{ a: 1 }, REFUSES, [2]]]);
    const line = { msg: "import", principal: "ada", source: "games", lines: 5, written: 4, refused: 3 };
    expect(server.log).toContainEqual(expect.objectContaining(line));
  });

  it("comes in batches, of which none is large", async () => {
    const { batches, importer } = taking();
    const { send } = await openImports(importer);
    const reply = await send(Array.from({ length: 1_050 }, (_, n) => `${n}`).join("\n"));
    expect(reply.json()).toMatchObject({ lines: 1_050, written: 2_100, refused: 0 });
    expect(batches.flat()).toEqual(Array.from({ length: 1_050 }, (_, n) => n));
    expect(Math.max(...batches.map(({ length }) => length))).toBeLessThanOrEqual(200);
  });

  it("names a thousand bad lines at most, and counts all", async () => {
    const { send } = await openImports(taking().importer);
    const report = (await send("no\n".repeat(1_500))).json<{ refused: number; problems: unknown[] }>();
    expect([report.refused, report.problems.length]).toEqual([1_500, 1_000]);
  });

  it("of nothing is nothing", async () => {
    const { send } = await openImports(taking().importer);
    expect((await send("\n")).json()).toEqual({ lines: 0, written: 0, refused: 0, problems: [] });
  });

  it("that the store can't keep says how far it came", async () => {
    let calls = 0;
    const { server, send } = await openImports(async (bodies) => {
      calls += 1;
      if (calls > 1) throw new UpstreamError("games", "unavailable", { detail: "secret" });
      return { kept: bodies.length, refused: [] };
    });
    const reply = await send("1\n".repeat(300));
    expect(reply.statusCode).toBe(503);
    const [error] = reply.json<{ errors: { message: string; extensions: object }[] }>().errors;
    expect(error?.message).toContain("lines 1 to 200 are dealt with");
    expect(error?.message).not.toContain("secret");
    expect(error?.extensions).toEqual({ code: "UPSTREAM_DOWN" });
    expect(server.log).toContainEqual(expect.objectContaining({ msg: "An import could not be kept" }));
  });

  it.each([
    [{ token: "" }, 401, "UNAUTHENTICATED"],
    [{ token: "nonsense" }, 401, "UNAUTHENTICATED"],
    [{ token: "undecided" }, 503, "AUTHENTICATION_UNAVAILABLE"],
    [{ token: "ada~SALES" }, 403, "FORBIDDEN"],
    [{ source: "elsewhere" }, 404, "NOT_FOUND"],
    [{ token: "stranger~ADMIN" }, 404, "NOT_FOUND"],
    [{ type: "application/json" }, 415, "BAD_REQUEST"],
  ])("with %j is refused", async (options, status, code) => {
    const { batches, importer } = taking();
    const { send } = await openImports(importer);
    const reply = await send("{}", options);
    expect(reply.statusCode).toBe(status);
    expect(reply.json()).toMatchObject({ errors: [{ extensions: { code } }] });
    expect(batches).toEqual([]);
  });

  it("of too much is cut off, with what came before kept", async () => {
    const { batches, importer } = taking();
    const { send } = await openImports(importer);
    const chunk = Buffer.from(`"${"x".repeat(9_000)}"\n`.repeat(100));
    const reply = await send(Readable.from(Array.from({ length: 80 }, () => chunk)));
    expect(reply.statusCode).toBe(413);
    expect(reply.json()).toMatchObject({ errors: [{ message: expect.stringContaining("can be sent again") }] });
    expect(batches.length).toBeGreaterThan(1);
  });
});
