// Answers that PayPal gives instead of a record: https://developer.paypal.com/api/rest/responses/
// Names and messages are those of the contract files.
import type { JsonObject } from "./json.ts";

/** One thing that is wrong. `field` is a JSON pointer for one in the body. */
export interface FaultDetail extends JsonObject {
  readonly field?: string;
  readonly value?: string;
  readonly location?: "body" | "path" | "query";
  readonly issue: string;
  readonly description?: string;
}

interface FaultText {
  readonly name: string;
  readonly message: string;
  readonly details?: readonly FaultDetail[];
  /** Members that this fault alone has. */
  readonly extra?: JsonObject;
}

export class PaypalFault extends Error {
  readonly status: number;
  readonly #text: FaultText;

  constructor(status: number, text: FaultText) {
    super(text.message);
    this.name = "PaypalFault";
    this.status = status;
    this.#text = text;
  }

  body(debugId: string): JsonObject {
    const { name, message, details, extra } = this.#text;
    const href = `https://developer.paypal.com/api/rest/responses/#error-${name}`;
    return {
      name,
      message,
      debug_id: debugId,
      details,
      ...extra,
      links: [{ href, rel: "information_link", method: "GET" }],
    };
  }
}

/** 400: the request is not as the contract wants it. */
export function invalidRequest(details: readonly FaultDetail[]): PaypalFault {
  return new PaypalFault(400, {
    name: "INVALID_REQUEST",
    message: "Request is not well-formed, syntactically incorrect, or violates schema.",
    details,
  });
}

export function authenticationFailure(): PaypalFault {
  return new PaypalFault(401, {
    name: "AUTHENTICATION_FAILURE",
    message: "Authentication failed due to missing authorization header, or invalid authentication credentials.",
  });
}

/** 404. Invoicing alone says no more than that. */
export function notFound(details?: readonly FaultDetail[]): PaypalFault {
  return new PaypalFault(404, {
    name: "RESOURCE_NOT_FOUND",
    message: "The specified resource does not exist.",
    ...(details && { details }),
  });
}

/** 404 for an id in the path. */
export function noSuchId(field: string, value: string): PaypalFault {
  const description = "Specified resource ID does not exist. Please check the resource ID and try again.";
  return notFound([{ field, value, location: "path", issue: "INVALID_RESOURCE_ID", description }]);
}

export function unsupportedMediaType(): PaypalFault {
  return new PaypalFault(415, {
    name: "UNSUPPORTED_MEDIA_TYPE",
    message: "The server does not support the request payload's media type.",
  });
}

/** 422: well-formed, but it cannot be done. */
export function unprocessable(detail: FaultDetail): PaypalFault {
  return new PaypalFault(422, {
    name: "UNPROCESSABLE_ENTITY",
    message: "The requested action could not be performed, semantically incorrect, or failed business validation.",
    details: [detail],
  });
}

/** The contract files do not have it; the texts are those of replies that people kept. */
export function tooManyRequests(): PaypalFault {
  return new PaypalFault(429, {
    name: "RATE_LIMIT_REACHED",
    message: "Too many requests. Blocked due to rate limiting.",
  });
}

export function serverError(): PaypalFault {
  return new PaypalFault(500, { name: "INTERNAL_SERVER_ERROR", message: "An internal server error occurred." });
}
