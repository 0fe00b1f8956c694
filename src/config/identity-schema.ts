// `identity`: how records of several sources are one customer.
import type { Connector } from "../connectors/contract.ts";
import { customerFields } from "../mapping/customer-fields.ts";
import { listOf, mapOf, mayHavePeople } from "./cross-checks.ts";
import { suggestion } from "./did-you-mean.ts";
import type { Mistake } from "./mistakes.ts";
import { list, settings, text, whole, yesOrNo } from "./settings.ts";

/** Providers that deliver `ann+shop@` to `ann@`. */
const IGNORE_TAGS_AT = [
  "gmail.com",
  "googlemail.com",
  "outlook.com",
  "hotmail.com",
  "live.com",
  "icloud.com",
  "me.com",
  "fastmail.com",
  "proton.me",
  "protonmail.com",
] as const;
/** Providers that deliver `a.nn@` to `ann@`. */
const IGNORE_DOTS_AT = ["gmail.com", "googlemail.com"] as const;
/** Addresses that several people read, by the part before the @. */
const SHARED_MAILBOXES = [
  "accounts",
  "accounting",
  "admin",
  "billing",
  "contact",
  "enquiries",
  "finance",
  "hello",
  "help",
  "hr",
  "info",
  "invoices",
  "mail",
  "marketing",
  "no-reply",
  "noreply",
  "office",
  "orders",
  "postmaster",
  "reception",
  "sales",
  "service",
  "support",
  "team",
  "webmaster",
] as const;

const preferred = list(text("a source's name"), "a list of sources' names, the preferred one first").optional();

/** Which source's value a customer's field has. */
const survivorship = settings({
  displayName: preferred,
  email: preferred,
  phone: preferred,
  company: preferred,
  createdAt: preferred,
  updatedAt: preferred,
  default: preferred,
});

const email = settings({
  ignoreTagsAt: list(text("a domain"), "a list of domains").default([...IGNORE_TAGS_AT]),
  ignoreDotsAt: list(text("a domain"), "a list of domains").default([...IGNORE_DOTS_AT]),
  sharedMailboxes: list(text("the part of an address before the @"), "a list of names").default([...SHARED_MAILBOXES]),
});

export const identitySchema = settings({
  enabled: yesOrNo.default(true),
  walkEveryHours: whole("hours", 1, 8_760).default(24),
  email: email.prefault({}),
  survivorship: survivorship.prefault({}),
});

/** Every name in `identity.survivorship` that names no source, one without people, or one that was named before. */
export function survivorshipChecks(value: unknown, connectors: readonly Connector[]): readonly Mistake[] {
  const { identity, sources } = mapOf(value);
  const written = listOf(sources).map(mapOf);
  const names = written.flatMap(({ name }) => (typeof name === "string" ? [name] : []));
  const lists = mapOf(mapOf(identity)["survivorship"]);
  return [...customerFields, "default"].flatMap((field) => {
    const asked = listOf(lists[field]);
    return asked.flatMap((name, index): readonly Mistake[] => {
      if (typeof name !== "string") return [];
      const mistake = { path: ["identity", "survivorship", field, index], at: "value" } as const;
      const source = written.find((one) => one["name"] === name);
      if (source === undefined) {
        return [{ ...mistake, message: `names no source of this file; ${suggestion(name, names)}` }];
      }
      if (asked.indexOf(name) < index) return [{ ...mistake, message: `names ${name} a second time; leave this out` }];
      if (mayHavePeople(source, connectors)) return [];
      return [{ ...mistake, message: `names ${name}, which serves nothing that is people's; leave this out` }];
    });
  });
}
