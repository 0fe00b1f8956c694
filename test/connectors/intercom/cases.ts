// What the connector asks of Intercom and makes of its answers. Records are the examples of test/contracts/intercom.
import type { ConnectorCase } from "../connector-case.ts";
import { commentCases } from "./comment-cases.ts";
import { peopleCases } from "./people-cases.ts";
import { ticketCases } from "./ticket-cases.ts";

export const cases: readonly ConnectorCase[] = [...peopleCases, ...ticketCases, ...commentCases];

/** A Ticket of ours is named by its kind and Intercom's number. */
export function vendorId(id: string): string {
  return id.replace(/^(?:conversation|ticket)-/, "");
}
