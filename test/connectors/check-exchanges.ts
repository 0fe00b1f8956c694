import type { Contract } from "../support/contract.ts";
import type { Exchange } from "../support/fake-http.ts";

/**
 * What a vendor's contract has against a case: against what the connector asks, and against what the case says that the
 * vendor answers.
 * @param isReplyHeld false for paths whose replies the contract file has in an older shape
 */
export function checkExchanges(
  contract: Contract,
  exchanges: readonly Exchange[],
  isReplyHeld: (path: string) => boolean = () => true,
): string[] {
  return exchanges.flatMap(({ ask, reply }) => {
    const { method, path, body } = ask;
    const query = Object.fromEntries(
      Object.entries(ask.query ?? {}).map(([key, value]) => [key, Array.isArray(value) ? value : String(value)]),
    );
    const findings = contract.checkRequest({ method, path, query, body });
    if (reply === undefined || !isReplyHeld(path)) return findings;
    return [...findings, ...contract.checkResponse({ method, path, status: 200, body: reply })];
  });
}
