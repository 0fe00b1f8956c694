export type Json = string | number | boolean | null | undefined | readonly Json[] | JsonObject;

/** A record in Stripe's wire format; undefined members are left out of the reply. Expansion replaces members. */
export interface JsonObject {
  [name: string]: Json;
}

/** True for an object that is neither null nor an array. */
export function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Stripe's times are whole seconds; the world's are milliseconds. */
export function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1_000);
}
