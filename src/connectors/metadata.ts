// The part of the contract that tells how an account has defined its vendor's fields.
import type { EntityType } from "../mapping/entities.ts";
import type { FieldKind } from "../mapping/field-map.ts";

/** One of the vendor's fields, as the account has it. */
export interface FieldMetadata {
  /** In the words of the mapping's `paths`. */
  readonly path: string;
  readonly kind: FieldKind;
  /** What the vendor calls its type, for messages. */
  readonly vendorType: string;
  /** The values that can be chosen, where the account defines which; active ones alone. */
  readonly values?: readonly string[];
}

/** What an account tells of the records that a type is read from. */
export interface TypeMetadata {
  readonly fields: readonly FieldMetadata[];
  /** Is a path among those that the account tells of? One that is, and is not in `fields`, is missing or hidden. */
  covers(path: string): boolean;
}

/** By type; the account tells nothing of those that are left out. */
export type Metadata = { readonly [T in EntityType]?: TypeMetadata };
