// The credentials that one way to sign in needs, read together.
import { fillIn } from "../runtime/fill-in.ts";
import type { Clock } from "../runtime/clock.ts";
import { expiryOf, soonestAndOldest } from "./expiry.ts";
import type { CredentialExpiry } from "./expiry.ts";
import type { Secrets } from "./secrets.ts";

/** Secrets by the name of their credential. */
export type Values = Readonly<Record<string, string>>;

export interface CredentialValues {
  /** Rejects with ConfigError when one can't be read. `isRefused`: what was read before did not do, so look again. */
  read(isRefused?: boolean): Promise<Values>;
  /** Of the values read last: the first end and the greatest age. Null where nothing is known. */
  expiry(): CredentialExpiry | null;
}

// A vault is asked again at most once a second for a credential that is refused: calls that fail must not become calls to it.
const REFUSED_MAX_AGE_MS = 1_000;

/** @param references by the credential's name; all names must be there */
export function createCredentialValues(
  names: readonly string[],
  references: Readonly<Record<string, string>>,
  { secrets, clock }: { readonly secrets: Secrets; readonly clock: Clock },
): CredentialValues {
  let last: Values = {};
  const referenceOf = (name: string): string => {
    const reference = Object.hasOwn(references, name) ? references[name] : undefined;
    if (reference !== undefined) return reference;
    throw new Error(`The credential ${name} is not given: choose the scheme by chooseScheme`);
  };

  return {
    async read(isRefused = false) {
      const options = isRefused ? { maxAgeMs: REFUSED_MAX_AGE_MS } : {};
      const found = names.map(async (name) => [name, await secrets.get(referenceOf(name), options)] as const);
      last = Object.fromEntries(await Promise.all(found));
      return last;
    },
    expiry() {
      const each = Object.entries(last).map(([name, value]) =>
        expiryOf(value, secrets.about?.(referenceOf(name)) ?? null, clock.now()),
      );
      return soonestAndOldest(each);
    },
  };
}

/** A value that was read; which ones are is up to the scheme, so a missing one is a bug. */
export function valueOf(values: Values, name: string): string {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) throw new Error(`The credential ${name} was not read`);
  return value;
}

/** A template with the credentials that it names in braces. */
export function withValues(template: string, values: Values): string {
  return fillIn(template, (name) => valueOf(values, name));
}

export function isSame(one: Values, other: Values): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
