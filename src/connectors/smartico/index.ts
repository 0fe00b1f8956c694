// Smartico, a CRM for gaming: it takes events and sends webhooks, and lets nobody read a player back. So people and players are
// kept in our store, from webhooks whose body the customer writes. What is known of it is third parties' word, but for
// https://help.smartico.ai/welcome/products/crm-automation/activities-of-flows/activity-webhook
import { defineConnector } from "../contract.ts";
import { contact } from "./contact.ts";
import { customField } from "./custom-field.ts";
import { player } from "./player.ts";
import { probe } from "./probe.ts";

const MINUTE_MS = 60_000;

export const smartico = defineConnector({
  name: "smartico",
  kind: "players",
  baseUrl: null,
  auth: [{ scheme: "header", header: "authorization", value: "{apiKey}" }], // no "Bearer" before it
  options: { probe: true },
  limits: { batchSize: 100, concurrency: 12, timeoutMs: 10_000 },
  quota: { windows: { account: { limit: 6_000, windowMs: MINUTE_MS } } },
  entities: { Contact: contact, Player: player },
  recordsIn(body) {
    if (typeof body !== "object" || body === null || Array.isArray(body)) {
      throw new Error("should be an object, as the webhook's template makes it");
    }
    return [
      { type: "Contact", record: body },
      { type: "Player", record: body },
    ];
  },
  customField,
  probe,
});
