// What an account has defined, held against what the mapping expects of it: what would break, or does already.
import type { Connector, EntitySource, FieldMetadata, Metadata, TypeMetadata } from "../connectors/contract.ts";
import { entriesOf } from "../loaders/account-gaps.ts";
import type { Entity } from "../mapping/entities.ts";
import { ENTITY_TYPES } from "../mapping/entity-types.ts";
import { fieldOf, type Field, type MappingContext } from "../mapping/field-map.ts";

export interface Drift {
  /** "error": the field is null, or an error, for all records. "warning": for some, or in part. */
  readonly severity: "error" | "warning";
  /** Our field, as the schema calls its type: `Customer.email`. */
  readonly field: string;
  /** The vendor's. */
  readonly path: string;
  readonly problem: "missing" | "type" | "unknown value" | "unused value";
  /** Continues "<path> ...". */
  readonly message: string;
}

/** In the order of the types and their fields. */
export function findDrift(
  connector: Connector,
  metadata: Metadata,
  mapping: Pick<MappingContext, "options" | "customFields">,
): readonly Drift[] {
  return entriesOf(connector).flatMap(([type, source]) => {
    const told = metadata[type];
    if (told === undefined) return [];
    const schemaName = ENTITY_TYPES[type].schemaName;
    const isCustom = (name: string): boolean =>
      (mapping.customFields ?? []).some(
        (one) => "name" in one && one.name === name && "entity" in one && one.entity === type,
      );
    return driftOf(schemaName, source, told, mapping, isCustom);
  });
}

function driftOf(
  schemaName: string,
  { fields }: EntitySource<Entity>,
  told: TypeMetadata,
  mapping: Pick<MappingContext, "options">,
  isCustom: (name: string) => boolean,
): readonly Drift[] {
  const byPath = new Map(told.fields.map((field) => [field.path, field]));
  return Object.keys(fields).flatMap((name) => {
    const line = fieldOf(fields, name);
    if (line === undefined) return [];
    const known = line.paths.flatMap((path) => byPath.get(path) ?? []);
    const found = [
      ...missing(line, told, byPath),
      ...known.flatMap((field) => ofType(line, field)),
      ...known.flatMap((field) => ofValues(line, field, mapping, isCustom(name))),
    ];
    return found.map((drift) => ({ ...drift, field: `${schemaName}.${name}` }));
  });
}

type Found = Omit<Drift, "field">;

/** Of a line that reads several places, those that are there may do. */
function missing(
  { paths }: Field<unknown>,
  told: TypeMetadata,
  byPath: ReadonlyMap<string, unknown>,
): readonly Found[] {
  const gone = paths.filter((path) => told.covers(path) && !byPath.has(path));
  const severity = gone.length === paths.length ? "error" : "warning";
  const message = "is missing: the account has no such field, or hides it";
  return gone.map((path) => ({ severity, path, problem: "missing", message }));
}

function ofType({ reads }: Field<unknown>, { path, kind, vendorType }: FieldMetadata): readonly Found[] {
  if (reads === undefined || reads.includes(kind)) return [];
  const message = `is of type ${vendorType}, which the mapping can't read: it reads ${reads.join(", ")}`;
  return [{ severity: "error", path, problem: "type", message }];
}

function ofValues(
  { words }: Field<unknown>,
  { path, values }: FieldMetadata,
  { options }: Pick<MappingContext, "options">,
  isCustom: boolean,
): readonly Found[] {
  if (words === undefined || values === undefined) return [];
  const known = words(options === undefined ? {} : { options });
  const warn = (problem: Drift["problem"], message: string): Found => ({ severity: "warning", path, problem, message });
  const unknown = values
    .filter((value) => !known.includes(value))
    .map((value) =>
      warn(
        "unknown value",
        `has the value ${JSON.stringify(value)}, which becomes UNKNOWN: no value of ours is said to be it`,
      ),
    );
  // A table of ours may know of values that not every account has; what a configuration names, this account should have.
  const unused = known
    .filter((word) => isCustom && !values.includes(word))
    .map((word) => warn("unused value", `has no value ${JSON.stringify(word)}, which the configuration names`));
  return [...unknown, ...unused];
}
