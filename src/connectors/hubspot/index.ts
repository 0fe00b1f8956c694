// HubSpot CRM: https://developers.hubspot.com/docs/api/overview
import { defineConnector } from "../contract.ts";
import { activity } from "./activity.ts";
import { company } from "./company.ts";
import { contact } from "./contact.ts";
import { BATCH_SIZE } from "./crm-object.ts";
import { customField } from "./custom-field.ts";
import { deal } from "./deal.ts";
import { dealStage } from "./deal-stage.ts";
import { metadata } from "./metadata.ts";
import { owner } from "./owner.ts";
import { quota } from "./quota.ts";

export const hubspot = defineConnector({
  name: "hubspot",
  kind: "crm",
  baseUrl: "https://api.hubapi.com",
  auth: [
    { scheme: "bearer", secret: "accessToken" },
    {
      scheme: "oauth2-refresh",
      tokenPath: "/oauth/v1/token",
      clientId: "clientId",
      clientSecret: "clientSecret",
      refreshToken: "refreshToken",
    },
  ],
  // How late a search knows of a change is not documented.
  options: { changesOverlapSeconds: 300 },
  limits: { batchSize: BATCH_SIZE, concurrency: 8, timeoutMs: 5_000 },
  quota,
  entities: { Contact: contact, Company: company, Deal: deal, DealStage: dealStage, Activity: activity, User: owner },
  customField,
  metadata,
  async probe(http) {
    await http.get("/crm/v3/objects/contacts", { limit: 1 });
  },
});
