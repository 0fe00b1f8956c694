// Errors of a query show where they are in it, with some of what stands around:
// https://github.com/SalesforceLabs/OrgCheck/issues/111 has one as a real org sent it.
import { badRequest } from "../errors.ts";
import type { SalesforceError } from "../errors.ts";

const around = 30;

/** An error at a place in the query, an index into its text. */
export function queryError(errorCode: string, query: string, place: number, message: string): SalesforceError {
  const start = Math.max(0, place - around);
  const excerpt = query.slice(start, place + around).replaceAll(/\s/g, " ");
  const before = query.slice(0, place);
  const row = before.split("\n").length;
  const column = place - before.lastIndexOf("\n");
  const pointer = `${" ".repeat(place - start)}^`;
  return badRequest(errorCode, `\n${excerpt}\n${pointer}\nERROR at Row:${row}:Column:${column}\n${message}`);
}

export function unexpectedToken(query: string, place: number, token: string): SalesforceError {
  return queryError("MALFORMED_QUERY", query, place, `unexpected token: '${token}'`);
}

export function noSuchColumn(query: string, place: number, column: string, object: string): SalesforceError {
  const message =
    `No such column '${column}' on entity '${object}'. If you are attempting to use a custom field, be sure to append ` +
    "the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.";
  return queryError("INVALID_FIELD", query, place, message);
}

export function noSuchObject(query: string, place: number, name: string): SalesforceError {
  const message =
    `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' ` +
    "after the entity name. Please reference your WSDL or the describe call for the appropriate names.";
  return queryError("INVALID_TYPE", query, place, message);
}

export function noSuchRelationship(query: string, place: number, name: string): SalesforceError {
  const message =
    `Didn't understand relationship '${name}' in field path. If you are attempting to use a custom relationship, be sure to ` +
    "append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the " +
    "appropriate names.";
  return queryError("INVALID_FIELD", query, place, message);
}

export function noSuchChildren(query: string, place: number, name: string): SalesforceError {
  const message =
    `Didn't understand relationship '${name}' in FROM part of query call. If you are attempting to use a custom ` +
    "relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the " +
    "describe call for the appropriate names.";
  return queryError("INVALID_TYPE", query, place, message);
}
