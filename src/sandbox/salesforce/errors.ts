// Errors are a JSON array, on every resource but OAuth's:
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm
import type { FastifyReply } from "fastify";

export interface ErrorEntry {
  readonly message: string;
  readonly errorCode: string;
  readonly fields?: readonly string[];
}

/** An answer that is an error; thrown anywhere below a resource. */
export class SalesforceError extends Error {
  readonly status: number;
  readonly body: readonly ErrorEntry[];

  constructor(status: number, errorCode: string, message: string, fields?: readonly string[]) {
    super(message);
    this.name = "SalesforceError";
    this.status = status;
    this.body = [{ message, errorCode, ...(fields !== undefined && { fields }) }];
  }
}

export function badRequest(errorCode: string, message: string, fields?: readonly string[]): SalesforceError {
  return new SalesforceError(400, errorCode, message, fields);
}

export function notFound(message = "The requested resource does not exist"): SalesforceError {
  return new SalesforceError(404, "NOT_FOUND", message);
}

export function methodNotAllowed(method: string, allowed: readonly string[]): SalesforceError {
  const message = `HTTP Method '${method}' not allowed. Allowed are ${allowed.join(",")}`;
  return new SalesforceError(405, "METHOD_NOT_ALLOWED", message);
}

export function invalidSession(): SalesforceError {
  return new SalesforceError(401, "INVALID_SESSION_ID", "Session expired or invalid");
}

/** The org's allowance of a day is used up. There is no Retry-After. */
export function requestLimitExceeded(): SalesforceError {
  return new SalesforceError(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
}

/** For the fault switch: Salesforce itself says 403 when its quota is used up; a 429 comes from what stands before it. */
export function tooManyRequests(): SalesforceError {
  const message = "ConcurrentRequests (Concurrent API Requests) Limit exceeded.";
  return new SalesforceError(429, "REQUEST_LIMIT_EXCEEDED", message);
}

export function serverError(): SalesforceError {
  const message =
    "An unexpected error occurred. Please include this ErrorId if you contact support: 1234567890-12345 (1234567890)";
  return new SalesforceError(500, "UNKNOWN_EXCEPTION", message);
}

export function sendSalesforceError(reply: FastifyReply, error: SalesforceError): void {
  void reply.code(error.status).send(error.body);
}
