import type { AgentRow, CompanyRow, Rows } from "../world.ts";
import { english, german, spanish, polish } from "./names.ts";
import { Draws } from "./random.ts";
import { createRows } from "./rows.ts";
import { streams } from "./streams.ts";
import { companiesFromAt, firstAt, laterThan } from "./timeline.ts";

const starts = [
  "Alder",
  "Bright",
  "Cedar",
  "Delta",
  "Ever",
  "Falcon",
  "Granite",
  "Harbor",
  "Iron",
  "Juniper",
  "Kestrel",
  "Lumen",
];
const ends = ["field", "gate", "line", "mark", "moor", "port", "ridge", "stone", "ware", "works"];
const trades = [
  "Analytics",
  "Bakery",
  "Clinics",
  "Foods",
  "Freight",
  "Insurance",
  "Labs",
  "Logistics",
  "Media",
  "Textiles",
];
const forms: readonly (readonly [country: string, suffix: string])[] = [
  ["US", "Inc."],
  ["GB", "Ltd"],
  ["DE", "GmbH"],
  ["DE", "& Söhne KG"],
  ["FR", "S.A.R.L."],
  ["ES", "S.L."],
  ["PL", "sp. z o.o."],
  ["JP", "株式会社"],
  ["GR", "Α.Ε."],
  ["UA", "ТОВ"],
];
const industries = [
  "COMPUTER_SOFTWARE",
  "FINANCIAL_SERVICES",
  "FOOD_PRODUCTION",
  "HOSPITAL_HEALTH_CARE",
  "INSURANCE",
  "LOGISTICS_AND_SUPPLY_CHAIN",
  "MARKETING_AND_ADVERTISING",
  "RETAIL",
  "TEXTILES",
];

/** Companies, all older than the first person; the domain is unique. */
export function createCompanies(seed: number, size: number): Rows<CompanyRow> {
  return createRows("company", size, (serial) => {
    const draws = new Draws(seed, streams.companies, serial);
    const [start, end, trade] = [draws.pick(starts), draws.pick(ends), draws.pick(trades)];
    const [country, suffix] = draws.pick(forms);
    const createdAt = Math.floor(companiesFromAt + ((firstAt - companiesFromAt) * (serial + draws.unit() / 2)) / size);
    return {
      serial,
      name: `${start}${end} ${trade} ${suffix}`,
      domain: `${start}${end}-${trade}${serial}.example`.toLowerCase(),
      industry: draws.pick(industries),
      country,
      employees: Math.round(3 * 4_000 ** draws.unit()),
      createdAt,
      updatedAt: laterThan(createdAt, draws.unit()),
    };
  });
}

/** The staff whose data this is. */
export function createAgents(seed: number, size: number): readonly AgentRow[] {
  return Array.from({ length: size }, (_, serial) => {
    const draws = new Draws(seed, streams.agents, serial);
    const names = draws.pick([english, german, spanish, polish]);
    const given = draws.pick(names.given);
    const family = draws.pick(names.family);
    return {
      serial,
      givenName: given.native,
      familyName: family.native,
      email: `${given.ascii}.${family.ascii}.${serial + 1}@staff.example`,
    };
  });
}
