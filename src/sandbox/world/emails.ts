// Every address ends its local part with the person's index, so that a million of them need no index of addresses.
import type { Name } from "./names.ts";
import type { Draws } from "./random.ts";

/** Whose provider delivers what stands behind a plus to the same mailbox. */
export const mailDomains = ["example.com", "example.org", "example.net"] as const;

/** The person's own address: `juergen.weiss4821@example.com`. */
export function mainAddress(draws: Draws, given: Name, family: Name, personIndex: number): string {
  return `${given.ascii}.${family.ascii}${personIndex}@${draws.pick(mailDomains)}`;
}

/** Another address of the same person, which nothing in it joins to the first: `jweiss4821@example.net`. */
export function otherAddress(address: string): string {
  const [local = "", domain = ""] = address.split("@");
  const [given = "", family = ""] = local.split(".");
  const next = mailDomains[(mailDomains.findIndex((known) => known === domain) + 1) % mailDomains.length];
  return `${given.slice(0, 1)}${family}@${next}`;
}

/** `a@x` with a tag: `a+tag@x`. */
export function tagged(address: string, tag: string): string {
  return address.replace("@", `+${tag}@`);
}

/** The address in another case, as people type it. */
export function inAnotherCase(draws: Draws, address: string): string {
  const [local = "", domain = ""] = address.split("@");
  return draws.pick([
    address.toUpperCase(),
    `${local.replaceAll(/(^|\.)\w/g, (start) => start.toUpperCase())}@${domain}`,
    `${local}@${domain.replace("example", "Example")}`,
  ]);
}

/** Whose address this may be; null when it cannot be one of ours. The caller compares the address itself. */
export function personIndexIn(address: string): number | null {
  const digits = /^[^@+]*?(0|[1-9]\d{0,14})(?:\+[^@]*)?@/.exec(address)?.[1];
  return digits === undefined ? null : Number(digits);
}
