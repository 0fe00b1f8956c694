// Intercom: https://developers.intercom.com/docs/references/rest-api/api.intercom.io
// A workspace in Europe or Australia sets `baseUrl` to https://api.eu.intercom.io or https://api.au.intercom.io.
import { defineConnector } from "../contract.ts";
import { company } from "./company.ts";
import { contact } from "./contact.ts";
import { customField } from "./custom-field.ts";
import { metadata } from "./metadata.ts";
import { quota } from "./quota.ts";
import { BATCH_SIZE } from "./search.ts";
import { ticket } from "./ticket.ts";
import { ticketComment } from "./ticket-comment.ts";
import { user } from "./user.ts";

export const intercom = defineConnector({
  name: "intercom",
  kind: "desk",
  baseUrl: "https://api.intercom.io",
  auth: [{ scheme: "bearer", secret: "accessToken" }],
  headers: { "Intercom-Version": "{apiVersion}" },
  // How many values a search takes for IN is not documented.
  // Nor how late a search knows of a change, but that it takes minutes.
  options: { apiVersion: "2.14", valuesPerSearch: 50, changesOverlapSeconds: 900 },
  limits: { batchSize: BATCH_SIZE, concurrency: 8, timeoutMs: 5_000 },
  quota,
  entities: { Contact: contact, Company: company, User: user, Ticket: ticket, TicketComment: ticketComment },
  customField,
  metadata,
  async probe(http) {
    await http.get("/me");
  },
});
