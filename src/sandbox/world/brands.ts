import type { BrandRow } from "../world.ts";

/** The brands that players are with, one in every account. */
export const brands: readonly BrandRow[] = [
  { serial: 0, key: "harborgames", name: "Harbor Games", currency: "EUR" },
  { serial: 1, key: "lumenplay", name: "Lumen Play", currency: "GBP" },
  { serial: 2, key: "kestrelclub", name: "Kestrel Club", currency: "USD" },
];
