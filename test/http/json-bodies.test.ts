import { fastify, type FastifyInstance } from "fastify";
import { afterEach, describe, expect, it } from "vitest";
import { rememberJsonBodies } from "../../src/http/json-bodies.ts";

const open: FastifyInstance[] = [];
afterEach(() => Promise.all(open.splice(0).map((app) => app.close())));

/** A server that keeps the bodies it was sent. */
function openApp() {
  const app = fastify();
  const bodies: unknown[] = [];
  rememberJsonBodies(app);
  app.post("/", (request) => {
    bodies.push(request.body);
    return {};
  });
  open.push(app);
  const send = async (text: string): Promise<number> => {
    const headers = { "content-type": "application/json" };
    return (await app.inject({ method: "POST", url: "/", headers, body: text })).statusCode;
  };
  return { bodies, send };
}

describe("JSON bodies", () => {
  it("of equal text are one object, others are their own", async () => {
    const { bodies, send } = openApp();
    for (const text of ['{"a":[1]}', '{"a":[1]}', '{"a":[2]}']) expect(await send(text)).toBe(200);
    expect(bodies).toEqual([{ a: [1] }, { a: [1] }, { a: [2] }]);
    expect(bodies[0]).toBe(bodies[1]);
  });

  it("can't be changed by the request that reads them first", async () => {
    const { bodies, send } = openApp();
    await send('{"variables":{"deep":[{"a":1}]}}');
    const [body] = bodies as [{ variables: { deep: { a: number }[] } }];
    expect(() => body.variables.deep.push({ a: 2 })).toThrow(TypeError);
    expect(() => (body.variables.deep[0] = { a: 2 })).toThrow(TypeError);
  });

  it("are refused as Fastify refuses them, however often they come", async () => {
    const { bodies, send } = openApp();
    for (const text of ["{", "", '{"__proto__":{"isAdmin":true}}']) {
      for (let time = 1; time <= 2; time++) expect(await send(text), text).toBe(400);
    }
    expect(bodies).toEqual([]);
  });

  it("that are long are not kept", async () => {
    const { bodies, send } = openApp();
    const long = JSON.stringify({ padding: "x".repeat(20_000) });
    for (let time = 1; time <= 2; time++) await send(long);
    expect(bodies[0]).toEqual(bodies[1]);
    expect(bodies[0]).not.toBe(bodies[1]);
  });
});
