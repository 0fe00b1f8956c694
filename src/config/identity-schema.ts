// `identity`: how records of several sources are one customer.
import type { Connector } from "../connectors/contract.ts";
import { customerFields } from "../mapping/customer-fields.ts";
import { listOf, mapOf, mayHavePeople } from "./cross-checks.ts";
import { suggestion } from "./did-you-mean.ts";
import type { Mistake } from "./mistakes.ts";
import { list, settings, text } from "./settings.ts";

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

export const identitySchema = settings({
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
