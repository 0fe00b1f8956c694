// Zendesk Support: https://developer.zendesk.com/api-reference/ticketing/introduction/
import { defineConnector } from "../contract.ts";
import { contact } from "./contact.ts";
import { customField } from "./custom-field.ts";
import { metadata } from "./metadata.ts";
import { organization } from "./organization.ts";
import { quota } from "./quota.ts";
import { BATCH_SIZE } from "./show-many.ts";
import { ticket } from "./ticket.ts";
import { ticketComment } from "./ticket-comment.ts";
import { user } from "./user.ts";

export const zendesk = defineConnector({
  name: "zendesk",
  kind: "desk",
  baseUrl: null,
  auth: [
    { scheme: "basic", user: "{email}/token", password: "apiToken" },
    { scheme: "bearer", secret: "accessToken" },
  ],
  // How long a search may be is not documented: these keep its address under 4,000 characters.
  options: { emailsPerSearch: 25, requestersPerSearch: 50, usersPerExport: 1_000 },
  limits: { batchSize: BATCH_SIZE, concurrency: 8, timeoutMs: 5_000 },
  quota,
  entities: {
    Contact: contact,
    Company: organization,
    User: user,
    Ticket: ticket,
    TicketComment: ticketComment,
  },
  customField,
  metadata,
  async probe(http) {
    await http.get("/api/v2/users", { role: "end-user", "page[size]": 1 });
  },
});
