// The API below /services/data/vNN.0, apart from HTTP: composite requests call it once for each of theirs.
import { SalesforceError, methodNotAllowed, notFound } from "../errors.ts";

export interface Call {
  readonly method: string;
  /** `/services/data/v60.0`. */
  readonly baseUrl: string;
  readonly query: URLSearchParams;
  /** Parsed JSON, or undefined. */
  readonly body: unknown;
  /** Request headers, with names in lower case. */
  readonly headers: Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** What one resource answers to one method; `parameters` are the segments that its pattern leaves open. */
export type Handler = (call: Call, parameters: readonly string[]) => unknown;

export interface Resource {
  /** Segments below the version, `:` for an open one: `sobjects/:/describe`. */
  readonly pattern: string;
  readonly methods: Readonly<Partial<Record<"GET" | "POST", Handler>>>;
}

export interface Api {
  /** Answers errors too. `path` is below the version and may end with a slash. */
  answer(path: string, call: Call): Answer;
}

/** An API of these resources, the more literal patterns first. */
export function createApi(resources: readonly Resource[]): Api {
  const known = resources.map(({ pattern, methods }) => ({ segments: segmentsOf(pattern), methods }));

  function dispatch(path: string, call: Call): unknown {
    const segments = segmentsOf(path);
    for (const { segments: pattern, methods } of known) {
      const parameters = match(pattern, segments);
      if (parameters === null) continue;
      const handler = call.method === "GET" || call.method === "POST" ? methods[call.method] : undefined;
      if (handler === undefined) throw methodNotAllowed(call.method, Object.keys(methods));
      return handler(call, parameters);
    }
    throw notFound();
  }

  return {
    answer(path, call) {
      try {
        return { status: 200, body: dispatch(path, call) };
      } catch (error) {
        if (error instanceof SalesforceError) return { status: error.status, body: error.body };
        throw error;
      }
    },
  };
}

function segmentsOf(path: string): readonly string[] {
  return path.split("/").filter((segment) => segment !== "");
}

function match(pattern: readonly string[], segments: readonly string[]): readonly string[] | null {
  if (pattern.length !== segments.length) return null;
  const parameters: string[] = [];
  for (const [place, expected] of pattern.entries()) {
    const segment = segments[place] ?? "";
    if (expected === ":") parameters.push(decoded(segment));
    else if (expected !== segment) return null;
  }
  return parameters;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
