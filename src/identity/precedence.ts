// Whose record a customer is anchored on: by kind of source, then as configured, then the oldest.
import type { SourceKind } from "../connectors/contract.ts";
import { entitySourceOf, type Source } from "../loaders/source.ts";

const KINDS: readonly SourceKind[] = ["crm", "desk", "payments", "players"];

export interface RankedSources {
  /** All, those that anchor first before the others. */
  readonly all: readonly Source[];
  /** Those that have people, and of these those whose people are customers of their own. */
  readonly withPeople: readonly Source[];
  readonly anchoring: readonly Source[];
}

/** @param sources in the order of the configuration */
export function rankSources(sources: readonly Source[]): RankedSources {
  const all = sources.toSorted((a, b) => KINDS.indexOf(a.connector.kind) - KINDS.indexOf(b.connector.kind));
  const withPeople = all.filter((source) => entitySourceOf(source, "Contact") !== undefined);
  return { all, withPeople, anchoring: withPeople.filter(({ hasCustomers }) => hasCustomers) };
}

/** The oldest record of a source first; equal ages by id, so that every reader picks the same. */
export function byAge(a: Aged, b: Aged): number {
  const [ageOfA, ageOfB] = [ageOf(a), ageOf(b)];
  if (ageOfA !== ageOfB) return ageOfA < ageOfB ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

interface Aged {
  readonly id: string;
  /** RFC 3339; what is no text stands for a bad value. */
  readonly createdAt: unknown;
}

/** Who knows when a record was made puts it before those of which nobody knows. */
function ageOf({ createdAt }: Aged): string {
  return typeof createdAt === "string" ? createdAt : "9999";
}
