// Batch reads that were not recorded as they are asked: the gateway leaves out what another request is just reading, so
// which ids stand together depends on the moment. Their replies are put together from recorded records.
import type { UpstreamExchange } from "./recording.ts";

/** The body of a reply, null where a record of it was never recorded. */
export type AnswerBatch = (target: string, body: string) => string | null;

interface BatchRead {
  readonly properties: readonly string[];
  readonly inputs: readonly { readonly id: string }[];
  readonly idProperty?: string;
}

/** Takes apart the batch reads of HubSpot's among some exchanges. */
export function createBatchReads(exchanges: readonly UpstreamExchange[]): AnswerBatch {
  const records = new Map<string, string>();
  for (const { source, target, body, status, reply } of exchanges) {
    if (source !== "hubspot" || status !== 200 || !target.endsWith("/batch/read") || !target.startsWith(OBJECTS))
      continue;
    const prefix = prefixOf(target, JSON.parse(body) as BatchRead);
    const { results } = JSON.parse(reply) as { readonly results: readonly { readonly id: string }[] };
    for (const record of results) records.set(prefix + record.id, JSON.stringify(record));
  }
  return (target, body) => {
    if (!target.startsWith(OBJECTS) || !body.startsWith("{")) return null;
    const batch = JSON.parse(body) as BatchRead;
    if (batch.idProperty !== undefined) return null;
    const prefix = prefixOf(target, batch);
    const found = batch.inputs.map(({ id }) => records.get(prefix + id));
    return found.includes(undefined) ? null : `{"status":"COMPLETE","results":[${found.join()}]}`;
  };
}

const OBJECTS = "/crm/v3/objects/";

function prefixOf(target: string, { properties }: BatchRead): string {
  return `${target} ${properties.toSorted().join()} `;
}
