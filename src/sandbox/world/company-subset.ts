import type { CompanyRow, Rows } from "../world.ts";
import { spelledOtherwise } from "./company-names.ts";
import { Draws, share } from "./random.ts";
import { createRows } from "./rows.ts";
import { streams } from "./streams.ts";
import { createSubset } from "./subset.ts";
import { companyMadeAt, laterThan } from "./timeline.ts";

/** The companies of one CRM. */
export interface BookCompanies {
  readonly rows: Rows<CompanyRow>;
  /** The book's serial of a real company, or null when the book does not have it. */
  serialOf(company: number | null): number | null;
}

/** All real companies, under their own serials. */
export function allCompanies(rows: Rows<CompanyRow>): BookCompanies {
  return { rows, serialOf: (company) => company };
}

/** A share of the real companies (rounded), as a CRM with this seed spells and counts them. */
export function someCompanies(real: Rows<CompanyRow>, sharePresent: number, ownSeed: number): BookCompanies {
  const subset = createSubset(real.size, Math.round(real.size * sharePresent), share(ownSeed, streams.companies, 0));
  const rows = createRows("company", subset.size, (serial): CompanyRow => {
    const company = subset.memberAt(serial);
    const known = real.at(company);
    const draws = new Draws(ownSeed, streams.companySpellings, serial);
    // In the second half of the company's slot of time, so that no two books have it from the same instant.
    const createdAt = companyMadeAt(company, 0.5 + draws.unit() / 2, real.size);
    return {
      ...known,
      serial,
      name: spelledOtherwise(draws, known.name),
      employees: Math.max(1, Math.round(known.employees * (0.85 + 0.3 * draws.unit()))),
      createdAt,
      updatedAt: laterThan(createdAt, draws.unit()),
    };
  });
  return { rows, serialOf: (company) => (company === null ? null : subset.placeOf(company)) };
}
