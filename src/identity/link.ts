import type { LinkRule } from "../generated/types.ts";
import type { Contact } from "../mapping/entities.ts";

/** A record of a source that is the same person as another, and why we think so. */
export interface Link {
  readonly contact: Contact;
  readonly rule: LinkRule;
  /** From 0, a guess, to 1, certain. */
  readonly confidence: number;
}
