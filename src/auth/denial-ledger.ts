import type { ASTNode } from "graphql";
import type { Condition, DeniedField } from "./denied-field.ts";
import type { Place } from "./place.ts";

/** Numbers the denied places of one document, each once however often the document asks for it. */
export interface DenialLedger {
  /** The number of a denied place, which `DENIED.reportedField` and `DENIED.type` report as `at`. */
  enter(coordinate: string, message: string, place: Place, node: ASTNode | undefined): number;
  /** How many entries were made, repeated ones too: the same before and after means that nothing was denied between. */
  entries(): number;
  /** The denied places, by number. */
  fields(): readonly DeniedField[];
}

export function createDenialLedger(): DenialLedger {
  const numbers = new Map<string, number>();
  const fields: (DeniedField & { readonly when: (readonly Condition[])[] })[] = [];
  let entries = 0;
  return {
    enter(coordinate, message, place, node) {
      entries += 1;
      const pattern = place.pattern.join(".");
      const key = JSON.stringify([coordinate, message, pattern, place.isCertain]);
      const known = numbers.get(key);
      if (known !== undefined) {
        fields[known]?.when.push(place.conditions);
        return known;
      }
      numbers.set(key, fields.length);
      const { path, conditions, isCertain } = place;
      return fields.push({ coordinate, message, path, pattern, when: [conditions], isCertain, node }) - 1;
    },
    entries: () => entries,
    fields: () => fields,
  };
}
