// Where a call goes: the base URL's origin, and one line of path and query.
import { ConfigError } from "../errors.ts";
import type { Query } from "./http.ts";

export interface Base {
  readonly origin: string;
  /** The base URL's path without a slash at its end; mostly empty. */
  readonly prefix: string;
  /** No wire between us and the source: nothing to save by compression. */
  readonly isLoopback: boolean;
}

/** Throws ConfigError for what is no base URL. */
export function parseBaseUrl(source: string, baseUrl: string): Base {
  const url = URL.parse(baseUrl);
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== "" || url.hash !== "" || url.username !== "") {
    throw new ConfigError([`${source}: baseUrl should be an http or https URL without query, fragment or user`]);
  }
  const isLoopback = url.hostname === "localhost" || url.hostname === "[::1]" || /^127\.[\d.]+$/.test(url.hostname);
  return { origin: url.origin, prefix: url.pathname.replace(/\/+$/, ""), isLoopback };
}

// What a path may never hold: each of these is a value that its connector forgot to encode, and a way for a client's
// id to reach another endpoint with our credentials.
const UNENCODED = /[?#\\]|[^\x21-\x7e]|(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i;

/** Path and query as they go on the wire. Throws an Error for a path that holds an unencoded value. */
export function targetOf({ prefix }: Base, path: string, query: Query | undefined): string {
  if (!path.startsWith("/") || UNENCODED.test(path)) {
    throw new Error("A path starts with / and holds encoded values only: use encodeURIComponent, refuse dot segments");
  }
  const target = prefix + path;
  if (query === undefined) return target;
  let text = "";
  for (const key in query) {
    const value = query[key];
    if (value === undefined) continue;
    if (typeof value === "object") for (const item of value) text += pair(text, key, item);
    else text += pair(text, key, value);
  }
  return target + text;
}

function pair(before: string, key: string, value: string | number | boolean): string {
  const encoded = typeof value === "string" ? encode(value) : String(value);
  return `${before === "" ? "?" : "&"}${encode(key)}=${encoded}`;
}

// A lone surrogate, which a client can send, makes encodeURIComponent throw.
function encode(text: string): string {
  return encodeURIComponent(text.isWellFormed() ? text : text.toWellFormed());
}
