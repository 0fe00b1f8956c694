import { openContract } from "./contract.ts";
import type { Contract, ContractReply } from "./contract.ts";

const files: readonly (readonly [path: string, contract: Contract])[] = [
  ["/v1/reporting/", open("reporting_transactions_v1")],
  ["/v2/payments/", open("payments_payment_v2")],
  ["/v2/checkout/", open("checkout_orders_v2")],
  ["/v2/invoicing/", open("invoicing_v2")],
  ["/v1/billing/", open("billing_subscriptions_v1")],
];

/** PayPal's contract files as one: each path is looked up in the file that it belongs to. */
export const paypalContract: Contract = {
  checkRequest: (request) => contractOf(request.path)?.checkRequest(request) ?? [unknown(request.path)],
  checkResponse: (reply) => {
    if (isKnownGap(reply)) return [];
    return contractOf(reply.path)?.checkResponse(reply) ?? [unknown(reply.path)];
  },
};

/**
 * Errors that PayPal has and its files lack: test/contracts/README.md says where each is told of. Their bodies are
 * compared word by word in the sandbox's tests.
 */
function isKnownGap({ path, status, body }: ContractReply): boolean {
  const name = typeof body === "object" && body !== null && "name" in body ? body.name : undefined;
  return (
    (status === 429 && name === "RATE_LIMIT_REACHED") ||
    (path === "/v1/reporting/transactions" && status === 400 && name === "RESULTSET_TOO_LARGE") ||
    (path === "/v1/reporting/transactions" && status === 404 && name === "INVALID_REQUEST")
  );
}

function open(name: string): Contract {
  return openContract(new URL(`../contracts/paypal/${name}.trimmed.json`, import.meta.url));
}

function contractOf(path: string): Contract | undefined {
  return files.find(([start]) => path.startsWith(start))?.[1];
}

function unknown(path: string): string {
  return `${path} is in none of PayPal's contract files`;
}
