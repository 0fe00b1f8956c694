import type { FastifyRequest } from "fastify";
import type { JsonObject } from "./json.ts";

export interface Link extends JsonObject {
  readonly href: string;
  readonly rel: string;
  readonly method: string;
}

/** Where the client reached the sandbox: `http://127.0.0.1:4000`. */
export function originOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.headers.host ?? ""}`;
}

export function link(href: string, rel: string, method: "GET" | "POST" = "GET"): Link {
  return { href, rel, method };
}

/** Of a page that has others beside it; `page` counts from 1. */
export function pageLinks(request: FastifyRequest, page: number, totalPages: number): readonly Link[] {
  const url = new URL(request.url, originOf(request));
  const to = (target: number, rel: string): Link => {
    url.searchParams.set("page", String(target));
    return link(url.href, rel);
  };
  return [
    to(page, "self"),
    ...(totalPages > 0 ? [to(1, "first"), to(totalPages, "last")] : []),
    ...(page > 1 ? [to(page - 1, "prev")] : []),
    ...(page < totalPages ? [to(page + 1, "next")] : []),
  ];
}
