export interface JsonObject {
  readonly [key: string]: unknown;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** OpenAPI 3.0's own keywords in JSON Schema's words: `nullable`, and `exclusiveMinimum: true`. */
export function normalised(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalised);
  if (!isObject(value)) return value;
  const result: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    // Examples are data: a field of theirs may be called `nullable`.
    result[key] = key === "example" || key === "examples" ? inner : normalised(inner);
  }
  for (const [exclusive, plain] of [
    ["exclusiveMinimum", "minimum"],
    ["exclusiveMaximum", "maximum"],
  ] as const) {
    if (typeof result[exclusive] !== "boolean") continue;
    if (result[exclusive] === true) {
      result[exclusive] = result[plain];
      delete result[plain];
    } else delete result[exclusive];
  }
  if (typeof result["nullable"] !== "boolean") return result;
  const { nullable, ...rest } = result;
  return nullable ? withNull(rest) : rest;
}

function withNull(rest: JsonObject): unknown {
  if (typeof rest["type"] !== "string") return { anyOf: [rest, { type: "null" }] };
  const values = rest["enum"];
  return {
    ...rest,
    type: [rest["type"], "null"],
    ...(Array.isArray(values) && { enum: [...values.filter((one) => one !== null), null] }),
  };
}
