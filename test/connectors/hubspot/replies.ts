// HubSpot's envelopes around records.
import type { Ask, Exchange } from "../../support/fake-http.ts";

const times = { startedAt: "2026-01-01T00:00:00.000Z", completedAt: "2026-01-01T00:00:00.010Z" };

export const batch = (...results: readonly unknown[]) => ({ status: "COMPLETE", results, ...times });

/** With some of the ids missing: HubSpot then answers 207. */
export const partialBatch = (missing: readonly string[], ...results: readonly unknown[]) => ({
  ...batch(...results),
  numErrors: 1,
  errors: [
    {
      status: "error",
      category: "OBJECT_NOT_FOUND",
      message: "Could not get some CONTACT objects, they may be deleted or not exist. Check that ids are valid.",
      context: { ids: missing },
      links: {},
      errors: [],
    },
  ],
});

export const page = (results: readonly unknown[], after?: string) => ({
  results,
  ...(after !== undefined && { paging: { next: { after, link: `https://api.hubapi.com/?after=${after}` } } }),
});

export const found = (total: number, results: readonly unknown[], after?: string) => ({
  total,
  ...page(results, after),
});

export const batchRead = (type: string, body: object, reply: unknown): Exchange => ({
  ask: { method: "POST", path: `/crm/v3/objects/${type}/batch/read`, body: { propertiesWithHistory: [], ...body } },
  reply,
});

export const search = (type: string, body: object, reply: unknown): Exchange => ({
  ask: { method: "POST", path: `/crm/v3/objects/${type}/search`, body },
  reply,
});

export const get = (path: string, query: NonNullable<Ask["query"]>, reply: unknown): Exchange => ({
  ask: { method: "GET", path, query },
  reply,
});

export const inputs = (...ids: readonly string[]) => ids.map((id) => ({ id }));
