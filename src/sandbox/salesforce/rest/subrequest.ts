import { isApiVersion } from "../api-versions.ts";
import { notFound } from "../errors.ts";
import type { Members } from "./body.ts";
import type { Answer, Api, Call } from "./call.ts";

/** A request inside another; its URL is from the root of the host. */
export interface Subrequest {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
  readonly headers: Members;
}

/** Answers it as if it had come by itself. */
export function subrequest(api: Api, outer: Call, request: Subrequest): Answer {
  const url = new URL(request.url, "http://org");
  const [, version = "", path = ""] = /^\/services\/data\/([^/]+)\/(.*)$/.exec(url.pathname) ?? [];
  // One composite request cannot hold another; its collections of records it can.
  const isNested = /^composite\/?(?:batch\/?|graph\/?)?$/.test(path);
  if (!isApiVersion(version) || isNested) {
    const { status, body } = notFound();
    return { status, body };
  }
  return api.answer(path, {
    method: request.method,
    baseUrl: `/services/data/${version}`,
    query: url.searchParams,
    body: request.body,
    headers: { ...outer.headers, ...lowerCased(request.headers) },
  });
}

function lowerCased(headers: Members): Members {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
