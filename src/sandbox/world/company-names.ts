import type { Draws } from "./random.ts";

interface LegalForm {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly suffix: string;
  /** The same form as somebody else writes it. */
  readonly otherwise: string;
}

export const legalForms: readonly LegalForm[] = [
  { country: "US", suffix: "Inc.", otherwise: "Incorporated" },
  { country: "GB", suffix: "Ltd", otherwise: "Limited" },
  { country: "DE", suffix: "GmbH", otherwise: "Ges.m.b.H." },
  { country: "DE", suffix: "& Söhne KG", otherwise: "und Soehne KG" },
  { country: "FR", suffix: "S.A.R.L.", otherwise: "SARL" },
  { country: "ES", suffix: "S.L.", otherwise: "Sociedad Limitada" },
  { country: "PL", suffix: "sp. z o.o.", otherwise: "Spółka z o.o." },
  { country: "JP", suffix: "株式会社", otherwise: "(株)" },
  { country: "GR", suffix: "Α.Ε.", otherwise: "ΑΕ" },
  { country: "UA", suffix: "ТОВ", otherwise: "LLC" },
];

/** The name of a company as another system has it: the same, in capitals, with another legal form or with none. */
export function spelledOtherwise(draws: Draws, name: string): string {
  const form = legalForms.find(({ suffix }) => name.endsWith(` ${suffix}`));
  const stem = form === undefined ? name : name.slice(0, -form.suffix.length - 1);
  return draws.weighted([
    [name, 35],
    [name === `${stem} Ltd` ? `${stem} LTD.`.toUpperCase() : name.toUpperCase(), 25],
    [form === undefined ? name : `${stem} ${form.otherwise}`, 25],
    [stem, 15],
  ]);
}
