// Microsoft Dynamics 365 on Dataverse: https://learn.microsoft.com/power-apps/developer/data-platform/webapi/overview
import { defineConnector } from "../contract.ts";
import { activity } from "./activity.ts";
import { company } from "./company.ts";
import { contact } from "./contact.ts";
import { customField } from "./custom-field.ts";
import { deal } from "./deal.ts";
import { dealStage } from "./deal-stage.ts";
import { metadata } from "./metadata.ts";
import { adviseOnPrivileges, whoAmI } from "./privileges.ts";
import { quota } from "./quota.ts";
import { BATCH_SIZE } from "./table.ts";
import { ticket } from "./ticket.ts";
import { ticketComment } from "./ticket-comment.ts";
import { user } from "./user.ts";

export const dynamics = defineConnector({
  name: "dynamics",
  kind: "crm",
  baseUrl: null,
  auth: [
    {
      scheme: "oauth2-client-credentials",
      tokenPath: "{tokenUrl}",
      clientId: "clientId",
      clientSecret: "clientSecret",
      scope: "{origin}/.default",
    },
  ],
  headers: { "OData-MaxVersion": "4.0", "OData-Version": "4.0" },
  options: {
    tenantId: "",
    tokenUrl: "https://login.microsoftonline.com/{tenantId}/oauth2/v2.0/token",
    multiCurrency: true,
    changesOverlapSeconds: 300, // how long a transaction may take
  },
  // Of 52 calls at once that Dataverse allows a user, others may need some.
  limits: { batchSize: BATCH_SIZE, concurrency: 16, timeoutMs: 5_000 },
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
  customField,
  metadata,
  async probe(http) {
    await whoAmI(http);
  },
  advise: adviseOnPrivileges,
});
