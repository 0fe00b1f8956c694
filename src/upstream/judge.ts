// From what came over the wire to what it means.
import type { IncomingHttpHeaders } from "node:http";
import { scrub } from "../runtime/redaction.ts";
import { decodeBody } from "./decode-body.ts";
import type { Exchange } from "./exchange.ts";
import { untilRefilled } from "./governor/rules.ts";
import type { QuotaRules } from "./governor/rules.ts";
import { failed } from "./outcome.ts";
import type { Failed, Outcome } from "./outcome.ts";
import { retryAfterMs, shouldRetry } from "./retry-after.ts";

export interface Judgement {
  readonly source: string;
  /** A 404 is the answer undefined, not a failure. */
  readonly isOptional: boolean;
  readonly nowMs: number;
  /** How the source tells of its quota, where that is known. */
  readonly quotaRules?: QuotaRules | undefined;
}

const TRANSIENT = new Set([500, 502, 503, 504]);
// Enough for the message, not for a page of HTML.
const DETAIL_CHARS = 500;

/**
 * The outcome of an exchange; a promise only where the body is compressed.
 * Throws only for a request that could not be sent as it was, which is a bug.
 */
export function judge(exchange: Exchange, judgement: Judgement): Outcome | Promise<Outcome> {
  if (exchange.kind !== "reply") return judgeSilence(exchange, judgement);
  const { status, headers, body } = exchange;
  const encoding = headers["content-encoding"];
  if (encoding === undefined) return judgeReply(status, headers, body, judgement);
  return decodeBody(body, encoding).then(
    (decoded) => judgeReply(status, headers, decoded, judgement),
    (problem: unknown) =>
      status < 300
        ? malformed(judgement.source, status, `undecodable body: ${messageOf(problem)}`)
        : judgeReply(status, headers, Buffer.alloc(0), judgement),
  );
}

function judgeSilence(exchange: Exclude<Exchange, { kind: "reply" }>, judgement: Judgement): Failed {
  const { source } = judgement;
  switch (exchange.kind) {
    case "late":
      return failed(source, "timeout", { detail: "no whole answer within the time of one attempt" }, true, "bad");
    case "given-up":
      return failed(source, "timeout", { detail: "given up: its callers' deadlines passed" }, false, "unknown");
    case "broken": {
      const { status, headers, problem } = exchange;
      const detail = codeOf(problem);
      if (detail.startsWith("UND_ERR_INVALID")) throw problem; // Ours to mend: a request that can't be sent.
      // What broke off after a status is an answer of a kind, bytes that are no HTTP too; else nothing came.
      if (status >= 300) return judgeRefusal(status, headers, Buffer.alloc(0), judgement);
      if (status > 0 || problem.name === "HTTPParserError")
        return malformed(source, status, `the answer broke off: ${detail}`);
      return failed(source, "unavailable", { detail, cause: problem }, true, "bad");
    }
  }
}

function judgeReply(status: number, headers: IncomingHttpHeaders, body: Buffer, judgement: Judgement): Outcome {
  if (status >= 200 && status < 300) return judgeSuccess(status, headers, body, judgement.source);
  if (status === 404 && judgement.isOptional) return { isOk: true, value: undefined };
  return judgeRefusal(status, headers, body, judgement);
}

function judgeSuccess(status: number, headers: IncomingHttpHeaders, body: Buffer, source: string): Outcome {
  if (status === 204) return { isOk: true, value: null };
  const contentType = headers["content-type"];
  if (contentType !== undefined && !/\bjson\b/i.test(contentType)) {
    return malformed(source, status, `content-type ${contentType.slice(0, 100)}`);
  }
  const text = body.toString("utf8");
  try {
    // Some servers mark their UTF-8 (U+FEFF), which JSON does not allow.
    return { isOk: true, value: JSON.parse(text.startsWith("\uFEFF") ? text.slice(1) : text) };
  } catch {
    return malformed(source, status, `${body.length} bytes that are not JSON`);
  }
}

function judgeRefusal(
  status: number,
  headers: IncomingHttpHeaders,
  body: Buffer,
  { source, nowMs, quotaRules }: Judgement,
): Failed {
  const text = scrub(body.toString("utf8", 0, 16 * DETAIL_CHARS));
  const isForQuota = status === 429 || quotaRules?.isSpent?.(status, text) === true;
  const asked = status === 429 || status >= 500 ? retryAfterMs(headers, text, nowMs) : undefined;
  // A refusal that names no wait may still say when its window ends.
  const refilled =
    isForQuota && quotaRules !== undefined ? untilRefilled(quotaRules, headers, status, text) : undefined;
  const wait = asked ?? refilled;
  const details = { status, detail: text.slice(0, DETAIL_CHARS), ...(wait !== undefined && { retryAfterMs: wait }) };
  const told = shouldRetry(headers);
  if (isForQuota) return failed(source, "rate_limited", details, told ?? wait !== undefined, "good");
  if (status >= 500) return failed(source, "unavailable", details, told ?? TRANSIENT.has(status), "bad");
  // Not followed: a redirect would carry our credentials to wherever it points.
  if (status < 400) return failed(source, "malformed", { ...details, detail: "a redirect" }, false, "bad");
  if (status === 408) return failed(source, "timeout", details, told ?? true, "bad");
  return failed(source, "rejected", details, told ?? false, "good");
}

function malformed(source: string, status: number, detail: string): Failed {
  return failed(source, "malformed", { ...(status > 0 && { status }), detail }, true, "bad");
}

function messageOf(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem);
}

/** undici and the system both name what happened in `code`. */
function codeOf(problem: Error): string {
  const code = "code" in problem && typeof problem.code === "string" ? problem.code : problem.name;
  return `${code}: ${problem.message}`;
}
