import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import type { LightMyRequestResponse } from "fastify";
import { describe, expect, it } from "vitest";
import { openServer } from "./open-server.ts";

const GZIP = { "accept-encoding": "gzip, deflate, br" };
const roleTokens = () => [{ role: "SALES", token: "a-token", sees: "deals" }];
const withRoles = { graphiql: { defaultQuery: "{ count }", roleTokens } };

/** The page without what stands in its scripts. */
const markupOf = (html: string): string => html.replaceAll(/<script>[\s\S]*?<\/script>/g, "<script></script>");

const scriptsOf = (html: string): string[] =>
  [...html.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script = ""]) => script);

const pageOf = (reply: LightMyRequestResponse): string => gunzipSync(reply.rawPayload).toString();

describe("the page", () => {
  it("is packed, and plain for who can't unpack it", async () => {
    const { app } = await openServer();
    const packed = await app.inject({ url: "/graphiql", headers: GZIP });
    expect(packed.headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "content-encoding": "gzip",
      vary: expect.stringMatching(/accept-encoding/i),
    });
    const plain = await app.inject("/graphiql");
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(plain.body.startsWith("<!doctype html>")).toBe(true);
    expect(plain.body === pageOf(packed)).toBe(true);
  });

  it("is sent once: the second time it has not changed", async () => {
    const { app } = await openServer();
    const { headers } = await app.inject({ url: "/graphiql", headers: GZIP });
    expect(headers["cache-control"]).toBe("no-cache");
    for (const known of [String(headers.etag), `W/${headers.etag}`, `"other", ${headers.etag}`]) {
      const again = await app.inject({ url: "/graphiql", headers: { ...GZIP, "if-none-match": known } });
      expect(again.statusCode).toBe(304);
      expect(again.rawPayload).toHaveLength(0);
    }
    const changed = await app.inject({ url: "/graphiql", headers: { ...GZIP, "if-none-match": '"other"' } });
    expect(changed.statusCode).toBe(200);
  });

  it.each([
    ["in the sandbox", withRoles],
    ["elsewhere", {}],
  ])("runs its own scripts and nothing else, %s", async (_, options) => {
    const { app } = await openServer(options);
    const reply = await app.inject({ url: "/graphiql", headers: GZIP });
    const policy = new Map(
      String(reply.headers["content-security-policy"])
        .split("; ")
        .map((rule) => [rule.slice(0, rule.indexOf(" ")), rule.slice(rule.indexOf(" ") + 1)]),
    );
    const hashes = scriptsOf(pageOf(reply)).map(
      (script) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`,
    );
    expect(hashes).toHaveLength(2);
    expect(policy.get("script-src")).toBe(hashes.join(" "));
    expect(policy.get("default-src")).toBe("'none'");
    expect(policy.get("connect-src")).toBe("'self'");
    expect(policy.get("frame-ancestors")).toBe("'none'");
    expect([...policy.values()].join(" ")).not.toMatch(/https?:|\*|unsafe-eval/);
  });

  it("loads nothing from anywhere else", async () => {
    const { app } = await openServer(withRoles);
    const markup = markupOf(pageOf(await app.inject({ url: "/graphiql", headers: GZIP })));
    const loads = [...markup.matchAll(/(?:src|href)\s*=\s*["']?([^"'\s>]{1,40})|url\(\s*["']?([^"')]{1,40})/g)]
      .map(([, attribute, style]) => attribute ?? style ?? "")
      .filter((address) => !address.startsWith("data:") && !address.startsWith("#"));
    expect(loads).toEqual([]);
    expect(markup).not.toContain("@import");
  });

  it("opens on the query that it was given", async () => {
    const { app } = await openServer();
    expect(pageOf(await app.inject({ url: "/graphiql", headers: GZIP })).includes('"defaultQuery":"{ count }"')).toBe(
      true,
    );
  });
});

describe("the role switch", () => {
  it("gets its tokens, which nobody may keep", async () => {
    const { app } = await openServer(withRoles);
    const reply = await app.inject("/graphiql/tokens");
    expect(reply.json()).toEqual(roleTokens());
    expect(reply.headers["cache-control"]).toBe("no-store");
    expect(pageOf(await app.inject({ url: "/graphiql", headers: GZIP })).includes('id="role-switch"')).toBe(true);
  });

  it("is not there where tokens come from an identity provider", async () => {
    const { app } = await openServer();
    expect((await app.inject("/graphiql/tokens")).statusCode).toBe(404);
    const page = pageOf(await app.inject({ url: "/graphiql", headers: GZIP }));
    expect(page.includes("role-switch")).toBe(false);
    expect(page.includes("tributary-explain")).toBe(true);
  });
});
