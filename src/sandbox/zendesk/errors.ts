// Zendesk's error bodies: by the age of the endpoint, `error` is a word or an object, or there is a list of `errors`.
import type { FastifyReply } from "fastify";

/** An answer that is an error; thrown anywhere below a route. */
export class ZendeskError extends Error {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    super(`Zendesk answers ${status}`);
    this.name = "ZendeskError";
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

export function notAuthenticated(): ZendeskError {
  return new ZendeskError(
    401,
    { error: "Couldn't authenticate you" },
    { "www-authenticate": 'Basic realm="Web Password"' },
  );
}

export function recordNotFound(): ZendeskError {
  return new ZendeskError(404, { error: "RecordNotFound", description: "Not found" });
}

export function invalidEndpoint(): ZendeskError {
  return new ZendeskError(404, { error: "InvalidEndpoint", description: "Not found" });
}

/** A parameter of the wrong type, as the parameter check in front of every endpoint says it. */
export function invalidAttribute(name: string, expected: string): ZendeskError {
  const message = `You passed an invalid value for the ${name} attribute. Invalid parameter: ${name} ${expected}`;
  return new ZendeskError(400, { error: { title: "Invalid attribute", message } });
}

export function tooManyValues(name: string, limit: number): ZendeskError {
  return new ZendeskError(400, { error: "TooManyValues", description: `${name} takes at most ${limit} values` });
}

/** A bad page size or cursor. */
export function invalidPagination(detail: string): ZendeskError {
  const title = "Invalid pagination parameter";
  return new ZendeskError(400, { errors: [{ code: "InvalidPaginationParameter", title, detail }] });
}

/** Offset paging ends at 10,000 records: https://support.zendesk.com/hc/en-us/articles/5591904358938 */
export function paginationTooDeep(): ZendeskError {
  const title =
    "Pagination requests using Offset Pagination are limited to page 100 or up to 10000 records (page * per_page)";
  const detail = "There are limits to the number of records that offset pagination reaches; use cursor pagination";
  return new ZendeskError(400, { errors: [{ code: "InvalidPaginationDepth", title, detail }] });
}

export function invalidSearch(reason: string): ZendeskError {
  return new ZendeskError(422, { error: "invalid", description: `Invalid search: ${reason}` });
}

/**
 * The rate limiter stands in front of the application and answers in plain text, as a customer recorded it:
 * https://support.zendesk.com/hc/en-us/community/posts/4600766234138
 */
export function tooManyRequests(retryAfterSeconds: number): ZendeskError {
  return new ZendeskError(429, "Number of allowed API requests per minute exceeded", {
    "content-type": "text/plain",
    "retry-after": String(retryAfterSeconds),
  });
}

export function serverError(): ZendeskError {
  const message = "Sorry, something went wrong on our side. Please try again in a moment.";
  return new ZendeskError(500, { error: { title: "Internal Server Error", message } });
}

export function sendZendeskError(reply: FastifyReply, error: ZendeskError): void {
  void reply.code(error.status).headers(error.headers).send(error.body);
}
