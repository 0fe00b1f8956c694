// ISO 4217: how many decimals a currency's amounts have. Source: the maintenance agency's list one (SIX, "list-one.xml").
const EXPONENTS: ReadonlyMap<string, number> = new Map([
  ..."BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" ").map((code) => [code, 0] as const),
  ..."BHD IQD JOD KWD LYD OMR TND".split(" ").map((code) => [code, 3] as const),
  ..."CLF UYW".split(" ").map((code) => [code, 4] as const),
]);

const KNOWN: ReadonlySet<string> = new Set([...Intl.supportedValuesOf("currency"), ...EXPONENTS.keys()]);

/** The currency's code in upper case. Throws an Error whose message continues "<field> ...". */
export function currencyCode(value: unknown): string {
  const code = typeof value === "string" ? value.toUpperCase() : "";
  if (!KNOWN.has(code)) throw new Error(`should have an ISO 4217 currency, instead got ${JSON.stringify(value)}`);
  return code;
}

/** Decimals of the currency: 2 for EUR, 0 for JPY, 3 for KWD. */
export function exponentOf(currency: string): number {
  return EXPONENTS.get(currency) ?? 2;
}
