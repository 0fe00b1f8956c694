// Salesforce: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/intro_rest.htm
import { defineConnector } from "../contract.ts";
import { activity } from "./activity.ts";
import { advise } from "./advise.ts";
import { company } from "./company.ts";
import { contact } from "./contact.ts";
import { customField } from "./custom-field.ts";
import { deal } from "./deal.ts";
import { dealStage } from "./deal-stage.ts";
import { describe } from "./describe.ts";
import { metadata } from "./metadata.ts";
import { readQuery } from "./query.ts";
import { quota } from "./quota.ts";
import { recordIdOf } from "./record-id.ts";
import { BATCH_SIZE } from "./sobject.ts";
import { writeStatement } from "./soql.ts";
import { ticket } from "./ticket.ts";
import { ticketComment } from "./ticket-comment.ts";
import { user } from "./user.ts";

const tokenPath = "/services/oauth2/token";

export const salesforce = defineConnector({
  name: "salesforce",
  kind: "crm",
  baseUrl: null, // the organization's own domain: https://example.my.salesforce.com
  auth: [
    {
      scheme: "oauth2-jwt-bearer",
      tokenPath,
      clientId: "clientId",
      username: "username",
      privateKey: "privateKey",
      audience: "{loginUrl}",
    },
    {
      scheme: "oauth2-refresh",
      tokenPath,
      clientId: "clientId",
      clientSecret: "clientSecret",
      refreshToken: "refreshToken",
    },
    { scheme: "oauth2-client-credentials", tokenPath, clientId: "clientId", clientSecret: "clientSecret" },
  ],
  options: {
    apiVersion: "v60.0",
    loginUrl: "https://login.salesforce.com", // a sandbox's: https://test.salesforce.com
    multiCurrency: false,
    dealsBy: "contactRole", // or "account"
    ticketStatuses: "", // what the organization has defined: "Awaiting Parts=ON_HOLD,Escalated=OPEN"
    ticketPriorities: "",
    // The documented 16,384 less room for headers; an access token that is a JWT takes more of it.
    maxAddressBytes: 16_000,
    changesOverlapSeconds: 300, // how long a transaction may take
  },
  limits: { batchSize: BATCH_SIZE, concurrency: 10, timeoutMs: 5_000 },
  quota,
  entities: {
    Contact: contact,
    Company: company,
    Deal: deal,
    DealStage: dealStage,
    Activity: activity,
    User: user,
    Ticket: ticket,
    TicketComment: ticketComment,
  },
  canonicalId: (type, id) => (type === "DealStage" ? id : (recordIdOf(id) ?? id)),
  describe,
  customField,
  metadata,
  async probe(http) {
    await readQuery(http, writeStatement({ select: ["Id"], from: "Contact", limit: 1 }));
  },
  advise,
});
