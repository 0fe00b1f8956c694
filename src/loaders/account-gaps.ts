// What an account hides of what its connector would read.
import type { Connector, Description, EntitySource } from "../connectors/contract.ts";
import type { Entity, EntityType } from "../mapping/entities.ts";
import { fieldOf } from "../mapping/field-map.ts";

export interface TypeGaps {
  /** There is nothing of the type: its records, or their ids, are hidden. */
  readonly isAbsent: boolean;
  /** Fields of ours, and the vendor's that they need and that are hidden. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  hides(path: string): boolean;
}

export interface AccountGaps {
  /** Undefined where nothing is hidden. */
  of(type: EntityType): TypeGaps | undefined;
  /** External id fields of the settings that are hidden. */
  readonly externalIdFields: ReadonlySet<string>;
  /** A sentence each, for administrators. */
  readonly report: readonly string[];
}

/** The types that a connector reads, as entries. */
export function entriesOf(connector: Connector): (readonly [EntityType, EntitySource<Entity>])[] {
  return Object.entries(connector.entities) as [EntityType, EntitySource<Entity>][];
}

export function gapsIn(
  connector: Connector,
  description: Description,
  externalIdFields: readonly string[],
): AccountGaps {
  const report: string[] = [];
  const types = new Map<EntityType, TypeGaps>();
  for (const [type, source] of entriesOf(connector)) {
    const paths = description[type];
    if (paths === undefined) continue;
    const gaps = typeGaps(source, new Set(paths));
    types.set(type, gaps);
    if (gaps.isAbsent) report.push(`${type} is not read: the account has no records of it, or hides them`);
    else report.push(...reportOn(type, source, gaps));
  }
  const hidden = externalIdFields.filter((field) => types.get("Contact")?.hides(field));
  if (!types.get("Contact")?.isAbsent) {
    report.push(...hidden.map((field) => `external ids are not read: ${hiding([field])}`));
  }
  return { of: (type) => types.get(type), externalIdFields: new Set(hidden), report };
}

function typeGaps({ fields }: EntitySource<Entity>, seen: ReadonlySet<string>): TypeGaps {
  const hides = (path: string): boolean => !seen.has(path);
  const hidden = Object.keys(fields)
    .map((field) => [field, (fieldOf(fields, field)?.paths ?? []).filter(hides)] as const)
    .filter(([, missing]) => missing.length > 0);
  return { hides, isAbsent: hidden.some(([field]) => field === "id"), fields: new Map(hidden) };
}

function reportOn(type: EntityType, source: EntitySource<Entity>, gaps: TypeGaps): string[] {
  const ways = [
    ["by e-mail", source.byEmail?.goesBy ?? []] as const,
    ...Object.entries(source.related ?? {}).map(([parent, { goesBy = [] }]) => [`of a ${parent}`, goesBy] as const),
  ];
  return [
    ...[...gaps.fields].map(([field, missing]) => `${type}.${field} is not read: ${hiding(missing)}`),
    ...ways.flatMap(([way, goesBy]) => {
      const missing = goesBy.filter((path) => gaps.hides(path));
      return missing.length === 0 ? [] : [`${type} ${way} is not found: ${hiding(missing)}`];
    }),
  ];
}

function hiding(what: readonly string[]): string {
  return `the account has no ${what.join(", ")}, or hides it`;
}
