// What holds between custom fields and all else: the schema, the sources and what their vendors can have.
import type { Connector } from "../connectors/contract.ts";
import { converterMistakes } from "../mapping/configurable-mistakes.ts";
import { converterSettings, CUSTOM_TYPES, enumNameOf } from "../mapping/custom-field.ts";
import type { CustomField, CustomSource, CustomType } from "../mapping/custom-field.ts";
import type { CustomPlace } from "../mapping/custom-place.ts";
import { ENTITY_TYPES, entityTypeNamed } from "../mapping/entity-types.ts";
import { listOf, mapOf } from "./cross-checks.ts";
import { suggestion } from "./did-you-mean.ts";
import type { Mistake, Path } from "./mistakes.ts";
import { schemaNames } from "./schema-names.ts";
import { servedEntities } from "./served-entities.ts";

type Loose = Readonly<Record<string, unknown>>;

/** Which types each of a source's settings is for. */
const FOR_TYPES: Readonly<Record<string, readonly CustomType[]>> = {
  format: ["String", "Date", "DateTime"],
  zone: ["DateTime"],
  trueWords: ["Boolean"],
  falseWords: ["Boolean"],
  separator: ["[String]"],
};

/** Every mistake of `customFields` that a single setting does not show. */
export function customFieldChecks(value: unknown, connectors: readonly Connector[]): readonly Mistake[] {
  const { customFields, sources } = mapOf(value);
  const fields = listOf(customFields).map(mapOf);
  const written = listOf(sources).map(mapOf);
  return fields.flatMap((field, index) => {
    const path = ["customFields", index];
    return [
      ...typeChecks(field, path),
      ...nameChecks(fields, index, path, connectors),
      ...Object.entries(mapOf(field["sources"])).flatMap(([name, own]) => [
        ...sourceChecks(name, mapOf(own), field, written, connectors, [...path, "sources", name]),
      ]),
    ];
  });
}

function typeChecks({ type, values, entity, name }: Loose, path: Path): readonly Mistake[] {
  if (type === undefined && values === undefined) {
    return [{ path, at: "value", message: "should have a type, or the values of an enum" }];
  }
  if (type !== undefined && values !== undefined) {
    const message = "is given beside values, which make the field an enum of its own; leave one of the two out";
    return [{ path: [...path, "type"], at: "key", message }];
  }
  if (values === undefined || typeof name !== "string" || name === "") return [];
  const enumName = enumNameOf({ entity: String(entity) as CustomField["entity"], name });
  const taken = [enumName, `${enumName}Filter`].find((each) => schemaNames().hasType(each));
  if (taken === undefined) return [];
  const message = `would make the type ${taken}, but the schema has a type of that name; choose another name`;
  return [{ path: [...path, "name"], at: "value", message }];
}

function nameChecks(
  fields: readonly Loose[],
  index: number,
  path: Path,
  connectors: readonly Connector[],
): readonly Mistake[] {
  const { entity, name } = fields[index] ?? {};
  if (typeof entity !== "string" || typeof name !== "string") return [];
  const type = entityTypeNamed(entity);
  const mistake = (message: string): Mistake[] => [{ path: [...path, "name"], at: "value", message }];
  if (fields.findIndex((other) => other["entity"] === entity && other["name"] === name) < index) {
    return mistake(`is ${name}, which ${entity} has been given above; choose another name`);
  }
  const names = schemaNames();
  if (names.hasField(entity, name) || names.hasField(`${entity}Filter`, name)) {
    return mistake(`is ${name}, which the schema's ${entity} has already; choose another name`);
  }
  const isOurs =
    type !== undefined &&
    (["type", "source"].includes(name) ||
      connectors.some(({ entities }) => Object.hasOwn(entities[type]?.fields ?? {}, name)));
  return isOurs ? mistake(`is ${name}, which the gateway itself reads of a ${entity}; choose another name`) : [];
}

function sourceChecks(
  name: string,
  own: Loose,
  declared: Loose,
  sources: readonly Loose[],
  connectors: readonly Connector[],
  path: Path,
): readonly Mistake[] {
  const { field } = own;
  const { entity } = declared;
  const names = sources.flatMap((source) => (typeof source["name"] === "string" ? [source["name"]] : []));
  const source = sources.find((one) => one["name"] === name);
  if (source === undefined) {
    return [{ path, at: "key", message: `names no source of this file; ${suggestion(name, names)}` }];
  }
  const connector = connectors.find((one) => one.name === source["connector"]);
  const type = typeof entity === "string" ? entityTypeNamed(entity) : undefined;
  if (connector === undefined || type === undefined) return []; // said already
  const refuse = (message: string): Mistake[] => [{ path, at: "key", message }];
  if (connector.customField === undefined) {
    return refuse(`is ${connector.name}, whose records have no fields of an account's own; leave it out`);
  }
  if (!isServed(type, source, connector)) {
    return refuse(`is a source that serves no ${ENTITY_TYPES[type].schemaName}; leave it out`);
  }
  if (typeof field !== "string" && typeof field !== "number") return [];
  const place = connector.customField(type, String(field));
  if (typeof place === "string") return [{ path: [...path, "field"], at: "value", message: place }];
  return settingChecks(own, declared, place, path);
}

function isServed(type: ReturnType<typeof entityTypeNamed>, { entities }: Loose, connector: Connector): boolean {
  if (type === undefined || entities === undefined || !Array.isArray(entities)) {
    return type !== undefined && Object.hasOwn(connector.entities, type);
  }
  return servedEntities(entities.map(String), connector).includes(type);
}

/** What is wrong with how a source writes the field. */
function settingChecks(own: Loose, { type, values }: Loose, place: CustomPlace, path: Path): readonly Mistake[] {
  const customType = CUSTOM_TYPES.find((each) => each === type);
  const misplaced = Object.entries(FOR_TYPES).filter(
    ([name, types]) => own[name] !== undefined && (customType === undefined || !types.includes(customType)),
  );
  const stray = misplaced.map(([name, types]): Mistake => {
    const message = `is for ${types.join(", ")}, but the field is ${customType ?? "an enum"}; leave it out`;
    return { path: [...path, name], at: "key", message };
  });
  if (stray.length > 0) return stray;
  if (customType === undefined) return valueChecks(own, values, path);
  if (own["values"] !== undefined) {
    const message = "are for an enum: give the field itself values in place of a type, or leave these out";
    return [{ path: [...path, "values"], at: "key", message }];
  }
  return converterMistakes(converterSettings(ownOf(own), customType, place)).map((line): Mistake => {
    const [setting = "", ...message] = line.split(" "); // it begins with the setting's name
    return { path: [...path, setting], at: "value", message: message.join(" ") };
  });
}

function valueChecks(own: Loose, values: unknown, path: Path): readonly Mistake[] {
  const known = Object.keys(mapOf(values));
  const unknown = Object.keys(mapOf(own["values"])).filter((name) => !known.includes(name));
  return unknown.map((name): Mistake => {
    const message = `is no value of the field; ${suggestion(name, known)}`;
    return { path: [...path, "values", name], at: "key", message };
  });
}

/** The settings as far as they have the types that they should have, which the schema reports. */
function ownOf(own: Loose): Pick<CustomSource, "format" | "zone" | "trueWords" | "falseWords" | "separator"> {
  const textAt = (name: string): string | undefined => (typeof own[name] === "string" ? own[name] : undefined);
  const wordsAt = (name: string): readonly string[] | undefined =>
    Array.isArray(own[name]) ? own[name].map(String) : undefined;
  return {
    format: textAt("format"),
    zone: textAt("zone"),
    trueWords: wordsAt("trueWords"),
    falseWords: wordsAt("falseWords"),
    separator: textAt("separator"),
  };
}
