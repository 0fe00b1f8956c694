// PayPal's contract files as one: each path is looked up in the file that it belongs to. The file of the transaction
// search wants a colon in the offset of instants, which PayPal's own replies may leave out (2023-12-01T09:30:00+0000).
import { openContract } from "../../support/contract.ts";
import type { Contract } from "../../support/contract.ts";

const files: readonly (readonly [start: string, contract: Contract])[] = [
  ["/v1/reporting/", open("reporting_transactions_v1")],
  ["/v2/invoicing/", open("invoicing_v2")],
  ["/v1/billing/", open("billing_subscriptions_v1")],
];

function open(name: string): Contract {
  return openContract(new URL(`../../contracts/paypal/${name}.trimmed.json`, import.meta.url));
}

function contractOf(path: string): Contract {
  const contract = files.find(([start]) => path.startsWith(start))?.[1];
  if (contract === undefined) throw new Error(`${path} is in none of PayPal's contract files`);
  return contract;
}

export const contract: Contract = {
  checkRequest: (request) => contractOf(request.path).checkRequest(request),
  checkResponse: (reply) => contractOf(reply.path).checkResponse({ ...reply, body: withColons(reply.body) }),
};

function withColons(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body).replaceAll(/(T[\d:]{8}[+-]\d\d)(\d\d")/g, "$1:$2"));
}
