// https://developers.intercom.com/docs/references/rest-api/errors/error-objects and .../error-codes
import type { FastifyReply } from "fastify";
import { hash } from "../world/random.ts";

export interface ErrorEntry {
  readonly code: string;
  readonly message: string;
  /** The member of the request that is at fault. */
  readonly field?: string;
}

/** An answer that is an error; thrown anywhere below a route. */
export class IntercomError extends Error {
  readonly status: number;
  readonly entry: ErrorEntry;

  constructor(status: number, entry: ErrorEntry) {
    super(entry.message);
    this.name = "IntercomError";
    this.status = status;
    this.entry = entry;
  }
}

/** A 400 for a value that Intercom refuses. */
export function invalid(message: string, field?: string): IntercomError {
  return new IntercomError(400, { code: "parameter_invalid", message, ...(field !== undefined && { field }) });
}

/** A 404; what was not found is said in words, as Intercom does. */
export function notFound(message = "Resource Not Found", code = "not_found"): IntercomError {
  return new IntercomError(404, { code, message });
}

/** `windowSeconds` is the length of a window, as the message of Intercom's own 429 has it. */
export function tooManyRequests(limit: number, windowSeconds: number): IntercomError {
  const message = `Exceeded rate limit of ${limit} in ${windowSeconds}_seconds`;
  return new IntercomError(429, { code: "rate_limit_exceeded", message });
}

export function serverError(): IntercomError {
  return new IntercomError(500, { code: "server_error", message: "Server Error" });
}

/** Sends the error list, with a request id that is the same in every run for the same request number. */
export function sendError(reply: FastifyReply, error: IntercomError): void {
  const body = { type: "error.list", request_id: requestId(reply.request.id), errors: [error.entry] };
  void reply.code(error.status).send(body);
}

function requestId(fastifyId: string): string {
  const number = Number.parseInt(fastifyId.replace(/^req-/, ""), 36);
  const hex = [0, 1, 2, 3].map((stream) => hash(number, stream, 0).toString(16).padStart(8, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
