export type Json = string | number | boolean | null | undefined | readonly Json[] | JsonObject;

/** A record in PayPal's wire format; undefined members are left out of the reply. */
export interface JsonObject {
  readonly [name: string]: Json;
}
