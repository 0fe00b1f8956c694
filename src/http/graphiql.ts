// GraphiQL at /graphiql, from one page that an npm package ships: nothing is loaded from anywhere else.
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { FastifyInstance } from "fastify";
import { EXPLAIN, LOGO, ROLE_SWITCH } from "./graphiql-extras.ts";

/** A token that the page offers, in the sandbox only. */
export interface RoleToken {
  readonly role: string;
  readonly token: string;
  /** What the role may see, in a few words. */
  readonly sees?: string;
}

export interface GraphiqlOptions {
  /** What the editor opens on. */
  readonly defaultQuery: string;
  /** Fresh tokens for the role switch, the one it opens on last; left out where tokens come from an identity provider. */
  readonly roleTokens?: () => readonly RoleToken[];
}

interface Page {
  readonly gzipped: Buffer;
  readonly etag: string;
  readonly contentSecurityPolicy: string;
}

/** Serves the page, and in the sandbox the tokens of its role switch. */
export function registerGraphiql(app: FastifyInstance, options: GraphiqlOptions): void {
  const { defaultQuery, roleTokens } = options;
  let page: Promise<Page> | undefined;

  app.get("/graphiql", async (request, reply) => {
    const { headers } = request;
    page ??= buildPage(defaultQuery, roleTokens !== undefined);
    const { gzipped, etag, contentSecurityPolicy } = await page;
    void reply
      .header("content-security-policy", contentSecurityPolicy)
      .header("referrer-policy", "no-referrer")
      .header("cache-control", "no-cache")
      .header("vary", "accept-encoding")
      .header("etag", etag);
    // Weak or strong, one or several: a proxy may have made one of the other.
    if (headers["if-none-match"]?.includes(etag) === true) return reply.code(304).send();
    void reply.type("text/html; charset=utf-8");
    if (!/\bgzip\b/.test(headers["accept-encoding"] ?? "")) return promisify(gunzip)(gzipped);
    void reply.header("content-encoding", "gzip");
    return gzipped;
  });

  if (roleTokens !== undefined) {
    app.get("/graphiql/tokens", (_, reply) => reply.header("cache-control", "no-store").send(roleTokens()));
  }
}

// 9 MB of HTML, made and packed when first asked for: a gateway nobody opens in a browser never pays for it.
async function buildPage(defaultQuery: string, hasRoleSwitch: boolean): Promise<Page> {
  const { renderGraphiQL } = await import("@graphql-yoga/render-graphiql");
  const rendered = renderGraphiQL({
    title: "Tributary",
    logo: LOGO,
    endpoint: "/graphql",
    defaultQuery,
    shouldPersistHeaders: false, // a token has no business in the browser's storage
    ...(hasRoleSwitch
      ? { defaultEditorToolsVisibility: false }
      : { defaultEditorToolsVisibility: "headers", headers: JSON.stringify({ Authorization: "Bearer " }, null, 2) }),
  });
  const html = rendered.trim().replace(/<body[^>]*>/, (body) => body + (hasRoleSwitch ? ROLE_SWITCH : EXPLAIN));
  return {
    gzipped: await promisify(gzip)(html),
    etag: `"${createHash("sha256").update(html).digest("base64url").slice(0, 22)}"`,
    contentSecurityPolicy: [
      "default-src 'none'",
      `script-src ${scriptHashes(html).join(" ")}`,
      "worker-src blob:",
      "style-src 'unsafe-inline'", // the editor writes its colours into style attributes
      "img-src 'self' data:",
      "font-src data:",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join("; "),
  };
}

function scriptHashes(html: string): string[] {
  return [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(
    ([, script = ""]) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`,
  );
}
