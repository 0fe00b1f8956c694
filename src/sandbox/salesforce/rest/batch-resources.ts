// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_batch.htm
import type { ApiUsage } from "../api-usage.ts";
import { badRequest, requestLimitExceeded } from "../errors.ts";
import { listOf, membersOf, textOf } from "./body.ts";
import type { Api, Resource } from "./call.ts";
import { subrequest } from "./subrequest.ts";

const maxRequests = 25;

interface Result {
  readonly statusCode: number;
  readonly result: unknown;
}

/** Independent requests in one call; each of them counts. */
export function batchResources(api: () => Api, usage: ApiUsage): readonly Resource[] {
  return [
    {
      pattern: "composite/batch",
      methods: {
        POST(call) {
          const body = membersOf(call.body, "the request");
          const requests = listOf(body, "batchRequests").map((value) => {
            const members = membersOf(value, "a batch subrequest");
            return { method: textOf(members, "method").toUpperCase(), url: textOf(members, "url"), members };
          });
          if (requests.length > maxRequests) {
            throw badRequest(
              "LIMIT_EXCEEDED",
              `Batch limit of ${maxRequests} subrequests exceeded: ${requests.length} given`,
            );
          }
          // The call itself has been counted.
          if (!usage.take(Math.max(0, requests.length - 1))) throw requestLimitExceeded();
          const isHalting = body["haltOnError"] === true;
          const results: Result[] = [];
          for (const { method, url, members } of requests) {
            if (isHalting && hasErrors(results)) {
              results.push(halted);
              continue;
            }
            // As documented, URLs here begin with the version.
            const full = url.startsWith("/services/data/") ? url : `/services/data/${url.replace(/^\/+/, "")}`;
            const { status, body: result } = subrequest(api(), call, {
              method,
              url: full,
              body: members["richInput"],
              headers: {},
            });
            results.push({ statusCode: status, result });
          }
          return { hasErrors: hasErrors(results), results };
        },
      },
    },
  ];
}

const halted: Result = {
  statusCode: 412,
  result: [
    {
      errorCode: "BATCH_PROCESSING_HALTED",
      message: "Batch processing halted per request. An error occurred while processing a previous subrequest.",
    },
  ],
};

function hasErrors(results: readonly Result[]): boolean {
  return results.some(({ statusCode }) => statusCode >= 400);
}
