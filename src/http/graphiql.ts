// GraphiQL at /graphiql, from one page that an npm package ships: nothing is loaded from anywhere else.
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FastifyInstance } from "fastify";

/** A token that the page offers, in the sandbox only. */
export interface RoleToken {
  readonly role: string;
  readonly token: string;
}

export interface GraphiqlOptions {
  /** What the editor opens on. */
  readonly defaultQuery: string;
  /** Fresh tokens for the role switch; left out where tokens come from an identity provider. */
  readonly roleTokens?: () => readonly RoleToken[];
}

interface Page {
  readonly gzipped: Buffer;
  readonly etag: string;
  readonly contentSecurityPolicy: string;
}

/** Serves the page, and in the sandbox the tokens of its role switch. */
export function registerGraphiql(app: FastifyInstance, options: GraphiqlOptions): void {
  let page: Promise<Page> | undefined;

  app.get("/graphiql", async (request, reply) => {
    page ??= buildPage(options.defaultQuery, options.roleTokens !== undefined);
    const { gzipped, etag, contentSecurityPolicy } = await page;
    void reply
      .header("content-security-policy", contentSecurityPolicy)
      .header("x-content-type-options", "nosniff")
      .header("referrer-policy", "no-referrer")
      .header("cache-control", "no-cache")
      .header("etag", etag);
    if (request.headers["if-none-match"] === etag) return reply.code(304).send();
    return reply.type("text/html; charset=utf-8").header("content-encoding", "gzip").send(gzipped);
  });

  const { roleTokens } = options;
  if (roleTokens !== undefined) {
    app.get("/graphiql/tokens", (_, reply) => reply.header("cache-control", "no-store").send(roleTokens()));
  }
}

// 9 MB of HTML, made and packed when first asked for: a gateway nobody opens in a browser never pays for it.
async function buildPage(defaultQuery: string, hasRoleSwitch: boolean): Promise<Page> {
  const { renderGraphiQL } = await import("@graphql-yoga/render-graphiql");
  const rendered = renderGraphiQL({
    title: "Tributary",
    endpoint: "/graphql",
    defaultQuery,
    ...(hasRoleSwitch ? {} : { headers: JSON.stringify({ Authorization: "Bearer " }, null, 2) }),
  });
  const html = rendered.replace(/<body[^>]*>/, (body) => body + (hasRoleSwitch ? ROLE_SWITCH : EXPLAIN_ONLY));
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

/** GraphiQL always asks what an answer cost: it calls fetch of the page, so the page adds the header. */
const EXPLAIN_ONLY = `<script>
  const send = window.fetch;
  window.fetch = (url, init = {}) =>
    send(url, { ...init, headers: { ...Object.fromEntries(new Headers(init.headers)), "tributary-explain": "1" } });
</script>`;

/**
 * The sandbox's role switch: a bar above the editor. A request without an Authorization header of its own carries the
 * chosen role's token; choosing another role loads the page anew, as each role has a schema of its own.
 */
const ROLE_SWITCH = `<style>
  #role-switch { position: fixed; inset: 0 0 auto 0; height: 40px; display: flex; gap: 12px; align-items: center;
    padding: 0 16px; font: 14px system-ui, sans-serif; background: #0b3d4d; color: #fff; z-index: 10; }
  #role-switch select { font: inherit; padding: 3px 6px; border-radius: 4px; border: 0; }
  #role-switch a { color: #9fe3f5; }
  #root { height: calc(100vh - 40px); margin-top: 40px; }
  #root .graphiql-container { height: 100%; }
</style>
<div id="role-switch">
  <strong>Tributary sandbox</strong>
  <label>You are <select id="role" aria-label="Role"></select></label>
  <span id="role-says"></span>
</div>
<script>
  const SAYS = {
    MARKETING: "names, e-mail, company",
    SALES: "also phone and deals",
    SUPPORT: "also phone and tickets",
    FINANCE: "also payments, invoices and subscriptions",
    ADMIN: "everything",
  };
  const send = window.fetch.bind(window);
  const role = sessionStorage.getItem("tributary-role") || "ADMIN";
  const tokens = send("/graphiql/tokens").then((reply) => reply.json());
  const select = document.getElementById("role");
  document.getElementById("role-says").textContent = "and see " + SAYS[role];
  tokens.then((all) => {
    for (const each of all) select.add(new Option(each.role, each.role, false, each.role === role));
    select.onchange = () => {
      sessionStorage.setItem("tributary-role", select.value);
      location.reload();
    };
  });
  window.fetch = async (url, init = {}) => {
    const headers = Object.fromEntries(new Headers(init.headers));
    headers["tributary-explain"] = "1";
    if (!headers.authorization) {
      headers.authorization = "Bearer " + (await tokens).find((each) => each.role === role).token;
    }
    return send(url, { ...init, headers });
  };
</script>`;
