import type { CompanyRow, Rows } from "../world.ts";
import { legalForms } from "./company-names.ts";
import { Draws } from "./random.ts";
import { createRows } from "./rows.ts";
import { streams } from "./streams.ts";
import { companyMadeAt, laterThan } from "./timeline.ts";

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
    const { country, suffix } = draws.pick(legalForms);
    const createdAt = companyMadeAt(serial, draws.unit() / 2, size);
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
