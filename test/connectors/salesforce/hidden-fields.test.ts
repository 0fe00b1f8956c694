// An organization that hides some of what we would read, over real HTTP: nothing fails, and somebody is told.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EVERYTHING } from "../../../src/filters/filter.ts";
import { parseConfig } from "../../../src/config/load.ts";
import { salesforce } from "../../../src/connectors/salesforce/index.ts";
import { createSecrets } from "../../../src/credentials/secrets.ts";
import { UpstreamError } from "../../../src/errors.ts";
import { loadEntities } from "../../../src/loaders/load-entities.ts";
import { loadSlice } from "../../../src/loaders/load-list.ts";
import { createLogger } from "../../../src/runtime/logger.ts";
import { createSalesforce } from "../../../src/sandbox/salesforce/salesforce.ts";
import { startVendor, type VendorServer } from "../../../src/sandbox/vendor-server.ts";
import { createWorld } from "../../../src/sandbox/world/create-world.ts";
import { openSource, type OpenSource } from "../../../src/sources.ts";
import { loadScope } from "../played-source.ts";

const vendor = createSalesforce({
  hiddenFields: { Contact: ["Phone"], Opportunity: ["Amount"], Task: ["Description"] },
});
const lines: string[] = [];
let server: VendorServer;
let source: OpenSource;

beforeAll(async () => {
  const world = createWorld({ seed: 7, customers: 60 });
  const context = { world, now: Date.now, rateScale: 100 };
  server = await startVendor(vendor, { context, latencyMs: 0, random: () => 0.5 });
  const { clientId, clientSecret } = vendor.credentials;
  const config = parseConfig(
    {
      auth: { issuer: "i", audience: "a", keys: [{ kid: "k", algorithm: "HS256", secret: "env:KEY" }] },
      sources: [
        {
          name: "crm",
          connector: "salesforce",
          baseUrl: server.url,
          credentials: { clientId: "env:ID", clientSecret: "env:SECRET" },
          options: vendor.options,
        },
      ],
    },
    [salesforce],
  );
  const [only] = config.sources;
  if (only === undefined) throw new Error("there is a source");
  const externalIds = [{ field: "Nothing__c", source: "another" }];
  source = openSource(
    { ...only, externalIds },
    {
      connectors: [salesforce],
      secrets: createSecrets({ env: { ID: clientId, SECRET: clientSecret } }),
      clock: { now: Date.now },
      random: () => 0.5,
      log: createLogger({ level: "warn", destination: { write: (line) => void lines.push(line) } }),
    },
  );
});
afterAll(async () => {
  await source.client.close();
  await server.stop();
});

describe("hidden fields", () => {
  it("fail a query that names them, as they do in an organization", async () => {
    const http = source.client.http({ deadlineMs: Date.now() + 10_000 });
    const asking = salesforce.entities.Contact?.list?.read(http, {
      select: ["id", "phone"],
      filter: EVERYTHING,
      order: null,
      after: null,
      size: 5,
    });
    await expect(asking).rejects.toThrow(UpstreamError);
  });

  it("are null, and all else is read", async () => {
    const scope = loadScope(Date.now);
    const select = ["id", "displayName", "email", "phone", "externalIds"];
    const slice = await loadSlice(scope, source, "Contact", { filter: EVERYTHING, order: null, select }, null, 20);
    expect(slice.items).toHaveLength(20);
    for (const { entity } of slice.items) {
      expect(entity).toMatchObject({ displayName: expect.any(String), phone: null, externalIds: [] });
    }
    const ids = slice.items.flatMap(({ entity }) => (entity instanceof Error ? [] : [entity.id]));
    const short = ids.map((id) => id.slice(0, 15));
    expect(await loadEntities(scope, source, "Contact", short, select)).toEqual(
      slice.items.map(({ entity }) => entity),
    );
    const dealSelect = ["id", "name", "amount", "closeDate"];
    const deals = await loadSlice(
      scope,
      source,
      "Deal",
      { filter: EVERYTHING, order: null, select: dealSelect },
      null,
      5,
    );
    for (const { entity } of deals.items) {
      expect(entity).toMatchObject({ name: expect.any(String), closeDate: expect.any(String), amount: null });
    }
  });

  it("are reported", async () => {
    const http = source.client.http({ deadlineMs: Date.now() + 10_000 });
    expect(await source.seen.report(http)).toEqual([
      "Contact.phone is not read: the account has no Phone, or hides it",
      "Deal.amount is not read: the account has no Amount, or hides it",
      "Activity.body is not read: the account has no Task.Description, or hides it",
      "external ids are not read: the account has no Nothing__c, or hides it",
    ]);
    for (const line of await source.seen.report(http)) expect(lines.join("")).toContain(line);
    expect(await source.connector.advise?.(http)).toEqual([]);
  });
});
