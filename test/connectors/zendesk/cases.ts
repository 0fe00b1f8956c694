// What the connector asks of Zendesk and makes of its answers. Records are the examples of test/contracts/zendesk.
import type { ConnectorCase } from "../connector-case.ts";
import { peopleCases } from "./people-cases.ts";
import { ticketCases } from "./ticket-cases.ts";

export const cases: readonly ConnectorCase[] = [...peopleCases, ...ticketCases];
