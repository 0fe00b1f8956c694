// By when a client would rather go without than wait: `tributary-deadline` for everything, `tributary-source-deadlines` for
// single sources.
import type { IncomingHttpHeaders } from "node:http";
import { RequestError } from "../errors.ts";
import type { CallerDeadlines } from "../graphql/context.ts";

/** Milliseconds: `800`. */
export const DEADLINE_HEADER = "tributary-deadline";
/** Names of sources with milliseconds: `payments=300, desk=500`. */
export const SOURCE_DEADLINES_HEADER = "tributary-source-deadlines";

const WHOLE_MS = /^[1-9]\d{0,8}$/;

/**
 * What a request's headers ask for; undefined where they ask for nothing. They only shorten: what is longer than the
 * configuration allows changes nothing. An Error for what can't be followed, which names nothing that the caller may not
 * see.
 */
export function deadlinesAsked(
  headers: IncomingHttpHeaders,
  nowMs: number,
  visibleSources: () => ReadonlySet<string>,
): CallerDeadlines | undefined | RequestError {
  const whole = headers[DEADLINE_HEADER];
  const each = headers[SOURCE_DEADLINES_HEADER];
  if (whole === undefined && each === undefined) return undefined;
  try {
    return {
      wholeMs: whole === undefined ? Infinity : nowMs + milliseconds(String(whole).trim(), DEADLINE_HEADER),
      bySource: each === undefined ? new Map() : bySource(String(each), nowMs, visibleSources()),
    };
  } catch (error) {
    if (error instanceof RequestError) return error;
    throw error;
  }
}

function bySource(text: string, nowMs: number, visible: ReadonlySet<string>): ReadonlyMap<string, number> {
  const deadlines = new Map<string, number>();
  for (const part of text.split(",")) {
    const [name = "", ms, ...rest] = part.split("=").map((piece) => piece.trim());
    if (ms === undefined || rest.length > 0) {
      throw mistake(
        SOURCE_DEADLINES_HEADER,
        `should be like payments=300, desk=500, instead got ${quoted(part.trim())}`,
      );
    }
    if (!visible.has(name)) {
      const known = visible.size === 0 ? "you see none" : `you see ${[...visible].join(", ")}`;
      throw mistake(SOURCE_DEADLINES_HEADER, `names ${quoted(name)}, which is no source that you see; ${known}`);
    }
    if (deadlines.has(name)) throw mistake(SOURCE_DEADLINES_HEADER, `names ${name} twice`);
    deadlines.set(name, nowMs + milliseconds(ms, SOURCE_DEADLINES_HEADER));
  }
  return deadlines;
}

function milliseconds(text: string, header: string): number {
  if (!WHOLE_MS.test(text)) {
    throw mistake(header, `should give whole milliseconds above 0, such as 800, instead got ${quoted(text)}`);
  }
  return Number(text);
}

function mistake(header: string, problem: string): RequestError {
  return new RequestError("BAD_USER_INPUT", `The header ${header} ${problem}`, { header });
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
