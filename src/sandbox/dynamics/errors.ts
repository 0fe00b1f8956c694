// https://learn.microsoft.com/power-apps/developer/data-platform/webapi/compose-http-requests-handle-errors and
// https://learn.microsoft.com/troubleshoot/power-platform/dataverse/dataverse-web-api-and-sdk/web-api-client-errors
import type { FastifyReply } from "fastify";

/** Dataverse's code for what OData's own parser refuses. */
const odataCode = "0x80060888";

/** Thrown anywhere in a request, answered as Dataverse's error body. */
export class DataverseError extends Error {
  readonly statusCode: number;
  readonly code: string;

  constructor(statusCode: number, code: string, message: string) {
    super(message);
    this.name = "DataverseError";
    this.statusCode = statusCode;
    this.code = code;
  }
}

/** A query that OData refuses. */
export function badQuery(message: string): DataverseError {
  return new DataverseError(400, odataCode, message);
}

export function unknownProperty(name: string, table: string): DataverseError {
  return new DataverseError(
    400,
    "0x0",
    `Could not find a property named '${name}' on type 'Microsoft.Dynamics.CRM.${table}'.`,
  );
}

/** For functions, which take logical names and not properties. `table` is the schema name. */
export function unknownAttribute(name: string, table: string): DataverseError {
  return new DataverseError(
    400,
    "0x80041103",
    `'${table}' entity doesn't contain attribute with Name = '${name}' and NameMapping = 'Logical'.`,
  );
}

export function unknownResource(segment: string): DataverseError {
  return new DataverseError(404, "0x8006088a", `Resource not found for the segment '${segment}'.`);
}

export function noRecord(table: string, id: string): DataverseError {
  return new DataverseError(404, "0x80040217", `Entity '${table}' With Id = ${id} Does Not Exist`);
}

export function notImplemented(what: string): DataverseError {
  return new DataverseError(501, odataCode, `${what} is not part of the sandbox.`);
}

export function errorBody({ code, message }: { readonly code: string; readonly message: string }) {
  return { error: { code, message } };
}

// As bytes: of a text Fastify would rewrite the content type.
export function sendError(reply: FastifyReply, error: DataverseError): void {
  void reply
    .code(error.statusCode)
    .header("content-type", "application/json; odata.metadata=minimal")
    .header("odata-version", "4.0")
    .send(Buffer.from(JSON.stringify(errorBody(error))));
}
