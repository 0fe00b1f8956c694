// The vendor's own uses of the world's seeded randomness, away from the world's streams.
export const streams = {
  accountOwner: 9_100,
  accountType: 9_101,
  accountRevenue: 9_102,
  contactOwner: 9_110,
  leadSource: 9_111,
  title: 9_112,
  caseOrigin: 9_120,
  caseType: 9_121,
  dealType: 9_130,
} as const;
