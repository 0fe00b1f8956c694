// Zendesk's search language: https://support.zendesk.com/hc/en-us/articles/4408886879258
// Values of one keyword are alternatives; everything else must hold.
import { fieldOf } from "../../mapping/field-map.ts";
import { wholeSecondOf } from "../../mapping/instants.ts";
import { vendorValuesFor } from "../../mapping/vendor-values.ts";
import { RequestError } from "../../errors.ts";
import type { Filter } from "../contract.ts";
import { conjunctionOf } from "../../filters/conjunction.ts";

const RECORD_ID = /^\d{1,19}$/;

/** Could this be an id? One that could not would be something else in the search language, and in a list of ids. */
export function isRecordId(id: string): boolean {
  return RECORD_ID.test(id);
}

/**
 * `keyword:"value"`, as a term that means this value and nothing else; null where the language has no way to say it:
 * it has no escape for a quotation mark, and what breaks a line or a backslash do inside a phrase is not documented.
 */
export function phraseTerm(keyword: string, value: string): string | null {
  // oxlint-disable-next-line no-control-regex
  return value.trim() === "" || /["\\\u0000-\u001f\u007f\u2028\u2029]/.test(value) ? null : `${keyword}:"${value}"`;
}

/** The terms for some values of a keyword; those that can't be said find nothing, and are left out. */
export function phraseTerms(keyword: string, values: readonly string[]): string[] {
  return values.map((value) => phraseTerm(keyword, value)).filter((term) => term !== null);
}

const KEYWORDS: Readonly<Record<string, string>> = {
  status: "status",
  priority: "priority",
  createdAt: "created",
  updatedAt: "updated",
};

/**
 * Our conditions as terms; null where nothing can pass. Every value is of a table of ours or built anew from a number.
 * Throws RequestError.
 */
export function filterTerms(fields: object, filter: Filter): string[] | null {
  const conditions = conjunctionOf(filter);
  if (conditions === null) return null;
  const terms: string[] = [];
  for (const [field, condition] of Object.entries(conditions)) {
    const keyword = Object.hasOwn(KEYWORDS, field) ? KEYWORDS[field] : undefined;
    if (keyword === undefined) {
      throw new RequestError("UNSUPPORTED_BY_SOURCE", `Zendesk's search has nothing for ${field}`);
    }
    if (condition.in !== undefined) {
      const values = vendorValuesFor("Zendesk", field, fieldOf(fields, field), condition.in.map(String));
      if (values.length === 0) return null;
      terms.push(...values.map((value) => `${keyword}:${value}`));
    }
    if (condition.gte !== undefined) terms.push(`${keyword}>=${wholeSecondOf(String(condition.gte))}`);
    if (condition.lt !== undefined) terms.push(`${keyword}<${wholeSecondOf(String(condition.lt))}`);
  }
  return terms;
}
