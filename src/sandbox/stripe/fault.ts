import type { JsonObject } from "./json.ts";

interface FaultDetail {
  readonly message: string;
  readonly type?: "invalid_request_error" | "api_error";
  readonly code?: string;
  readonly param?: string;
}

/** An answer that Stripe gives instead of a record: https://docs.stripe.com/api/errors */
export class StripeFault extends Error {
  readonly status: number;
  readonly body: JsonObject;

  constructor(status: number, detail: FaultDetail) {
    super(detail.message);
    this.name = "StripeFault";
    this.status = status;
    this.body = {
      error: {
        code: detail.code,
        doc_url:
          detail.code === undefined
            ? undefined
            : `https://stripe.com/docs/error-codes/${detail.code.replaceAll("_", "-")}`,
        message: detail.message,
        param: detail.param,
        type: detail.type ?? "invalid_request_error",
      },
    };
  }
}

/** 400: a parameter has a value that Stripe does not take. */
export function invalidParam(param: string, message: string, code?: string): StripeFault {
  return new StripeFault(400, { message, param, ...(code === undefined ? {} : { code }) });
}

/** 404 for an id in the path; 400 for an id in a parameter. */
export function noSuch(object: string, id: string, param?: string): StripeFault {
  const message = `No such ${object}: '${id}'`;
  return new StripeFault(param === undefined ? 404 : 400, { message, code: "resource_missing", param: param ?? "id" });
}

/** 404: no route. The text is the one that SDK users know from a misspelt path. */
export function unrecognizedUrl(method: string, path: string): StripeFault {
  return new StripeFault(404, {
    message:
      `Unrecognized request URL (${method}: ${path}). If you are trying to list objects, remove the trailing slash. ` +
      "If you are trying to retrieve an object, make sure you passed a valid (non-empty) identifier in your code. " +
      "Please see https://stripe.com/docs or we can help at https://support.stripe.com/.",
  });
}

export function tooManyRequests(): StripeFault {
  return new StripeFault(429, {
    code: "rate_limit",
    message: "Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.",
  });
}

export function serverError(): StripeFault {
  return new StripeFault(500, {
    type: "api_error",
    message:
      "Sorry! There was an error while talking to one of our backends. Support has been notified. " +
      "If you have any questions, we can help at https://support.stripe.com/.",
  });
}
