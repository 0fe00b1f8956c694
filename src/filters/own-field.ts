// Fields that accounts define themselves, as filters name them to connectors: by the vendor's name, and how it keeps them.
import type { Operator } from "./filter.ts";

/** A word is a text that no part of is looked for. */
export type OwnKind = "text" | "word" | "number" | "date" | "instant";

export interface OwnField {
  readonly kind: OwnKind;
  /** What a request names. */
  readonly path: string;
}

/** Which conditions a list can carry on such fields, by kind. */
export type OwnFilters = { readonly [K in OwnKind]?: readonly Operator[] };

/** The field of a clause, for `ownFieldIn`. No field of ours has such a name. */
export function ownFieldName({ kind, path }: OwnField): string {
  return `=${kind}:${path}`;
}

/** The account's field that a clause is about; null where it is one of ours. */
export function ownFieldIn(field: string): OwnField | null {
  const [, kind, path] = /^=(text|word|number|date|instant):(.+)$/.exec(field) ?? [];
  return kind === undefined || path === undefined ? null : { kind: kind as OwnKind, path };
}
