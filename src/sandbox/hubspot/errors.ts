// https://developers.hubspot.com/docs/api-reference/latest/error-handling
import type { FastifyReply } from "fastify";
import { hash } from "../world/random.ts";

export interface ErrorDetail {
  readonly message: string;
  readonly in?: string;
  readonly code?: string;
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

export interface HubspotErrorBody {
  readonly message: string;
  readonly category: string;
  /** "error" except where the token endpoint has a word of its own. */
  readonly status?: string;
  readonly subCategory?: string;
  readonly context?: Readonly<Record<string, readonly string[]>>;
  readonly errors?: readonly ErrorDetail[];
  /** Only in rate limit errors. */
  readonly errorType?: string;
  readonly policyName?: string;
}

/** Thrown by a route, sent by the error handler in the vendor's shape. */
export class HubspotError extends Error {
  readonly statusCode: number;
  readonly body: HubspotErrorBody;

  constructor(statusCode: number, body: HubspotErrorBody) {
    super(body.message);
    this.name = "HubspotError";
    this.statusCode = statusCode;
    this.body = body;
  }
}

/** A 400 for input that HubSpot refuses. `place` is the field at fault. */
export function invalid(message: string, place?: string): HubspotError {
  return new HubspotError(400, {
    message,
    category: "VALIDATION_ERROR",
    ...(place !== undefined && { errors: [{ message, in: place }] }),
  });
}

export function notFound(message: string, ids: readonly string[] = []): HubspotError {
  return new HubspotError(404, {
    message,
    category: "OBJECT_NOT_FOUND",
    ...(ids.length > 0 && { context: { id: ids } }),
  });
}

/** Sends an error with a correlation id, which is the same in every run for the same request number. */
export function sendError(reply: FastifyReply, statusCode: number, body: HubspotErrorBody): void {
  void reply.code(statusCode).send({ status: "error", ...body, correlationId: correlationId(reply.request.id) });
}

function correlationId(requestId: string): string {
  const number = Number.parseInt(requestId.replace(/^req-/, ""), 36);
  const hex = [0, 1, 2, 3].map((stream) => hash(number, stream, 0).toString(16).padStart(8, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
