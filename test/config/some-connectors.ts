// Connectors with every kind of setting, and no way to any vendor.
import { defineConnector } from "../../src/connectors/contract.ts";

const nothing = { entities: {}, probe: async (): Promise<void> => {} };

export const someConnectors = [
  defineConnector({
    ...nothing,
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
    options: { searchPageSize: 100, archived: false, region: "eu1" },
    limits: { batchSize: 100, concurrency: 8, timeoutMs: 5_000 },
  }),
  defineConnector({
    ...nothing,
    name: "zendesk",
    kind: "desk",
    baseUrl: null,
    auth: [{ scheme: "basic", user: "{email}/token", password: "apiToken" }],
    limits: { batchSize: 100, concurrency: 10, timeoutMs: 4_000 },
  }),
];
