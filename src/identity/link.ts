import type { LinkRule } from "../generated/types.ts";

/** A record of a source that is the same person as another record, and why we think so. */
export interface Link {
  readonly source: string;
  readonly recordId: string;
  readonly rule: LinkRule;
  /** From 0, a guess, to 1, certain. */
  readonly confidence: number;
  /** When it was linked: RFC 3339; null where it was just looked up. */
  readonly linkedAt: string | null;
}

/** How sure each rule is. A shared mailbox makes an e-mail less than certain. */
export const CONFIDENCE: Readonly<Record<LinkRule, number>> = {
  ANCHOR: 1,
  DECISION: 1,
  EXTERNAL_ID: 1,
  EMAIL: 0.9,
  EMAIL_VARIANT: 0.85,
  PHONE: 0.8,
};

/** A link that was looked up just now. */
export function linkTo(source: string, recordId: string, rule: LinkRule): Link {
  return { source, recordId, rule, confidence: CONFIDENCE[rule], linkedAt: null };
}
