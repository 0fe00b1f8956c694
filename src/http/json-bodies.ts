// JSON request bodies, each parsed once: dashboards and apps send the same few over and over.
import type { FastifyInstance } from "fastify";
import { LRUCache } from "lru-cache";

const MAX_REMEMBERED_BYTES = 4_000_000;
/** A longer one is a bulk of data, not a question asked again. */
const MAX_BODY_CHARS = 16_384;

/**
 * Has the instance's JSON bodies parsed by Fastify's own rules, and equal texts give the same object: frozen, so that
 * no request can see what another one did to it.
 */
export function rememberJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "error");
  const remembered = new LRUCache<string, object>({ maxSize: MAX_REMEMBERED_BYTES });

  app.addContentTypeParser<string>("application/json", { parseAs: "string" }, (request, text, done) => {
    const known = remembered.get(text);
    if (known !== undefined) return done(null, known);
    void parse(request, text, (error, body: unknown) => {
      if (error === null && typeof body === "object" && body !== null && text.length <= MAX_BODY_CHARS) {
        remembered.set(text, deepFreeze(body), { size: 4 * text.length + 100 });
      }
      done(error, body);
    });
  });
}

function deepFreeze<T extends object>(value: T): T {
  for (const item of Object.values(value)) if (typeof item === "object" && item !== null) deepFreeze(item);
  return Object.freeze(value);
}
