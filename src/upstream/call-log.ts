// Log lines of single attempts. A failed one is a warning; debug level adds headers and bodies, redacted by the logger.
import type { Logger } from "../runtime/logger.ts";
import { scrub } from "../runtime/redaction.ts";
import type { Exchange, ExchangeRequest } from "./exchange.ts";
import type { Outcome } from "./outcome.ts";

const BODY_CHARS = 4_096;

/** One line for a failed attempt, and none for another unless the level is debug. */
export function logAttempt(
  log: Logger,
  source: string,
  request: ExchangeRequest,
  exchange: Exchange,
  outcome: Outcome,
  ms: number,
): void {
  if (outcome.isOk && !log.isLevelEnabled("debug")) return;
  const [path] = request.target.split("?", 1); // A query may hold what was searched for.
  const status = "status" in exchange && exchange.status > 0 ? exchange.status : undefined;
  const line = { source, method: request.method, path, status, ms };
  if (!outcome.isOk) {
    // What the source said in its body is for debug level; what the socket said is harmless.
    const reason =
      exchange.kind === "reply" && status !== undefined && status >= 300 ? undefined : outcome.error.details.detail;
    log.warn({ ...line, failure: outcome.error.failure, reason }, "upstream attempt failed");
  }
  if (log.isLevelEnabled("debug")) log.debug({ ...line, ...wireOf(request, exchange) }, "upstream attempt");
}

function wireOf(request: ExchangeRequest, exchange: Exchange): Record<string, unknown> {
  return {
    query: request.target.slice(request.target.indexOf("?") + 1 || request.target.length),
    request: { headers: pairsOf(request.headers), body: cut(request.body ?? "") },
    response:
      exchange.kind === "reply"
        ? { headers: exchange.headers, body: cut(exchange.body.toString("utf8", 0, 4 * BODY_CHARS)) }
        : undefined,
  };
}

/** Scrubbed before it is cut: half an address is no longer seen as one. */
function cut(text: string): string {
  return scrub(text.slice(0, 2 * BODY_CHARS)).slice(0, BODY_CHARS);
}

function pairsOf(headers: readonly string[]): Record<string, string> {
  const pairs: Record<string, string> = {};
  for (let at = 0; at + 1 < headers.length; at += 2) pairs[headers[at] ?? ""] = headers[at + 1] ?? "";
  return pairs;
}
