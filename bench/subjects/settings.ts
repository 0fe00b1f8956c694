// What every subject but ours is told, in the variable BENCH_SETTINGS.
import type { SourceName } from "../recording.ts";

export interface SubjectSettings {
  readonly port: number;
  readonly urls: Readonly<Record<SourceName, string>>;
  /** Headers of every call, by source. */
  readonly headers: Readonly<Record<SourceName, Readonly<Record<string, string>>>>;
  /** Of the ids and cursors, which must be the gateway's. */
  readonly idSecret: string;
  /** Of telephone numbers without a country code. */
  readonly defaultCountry: "DE" | "US";
}

export function readSettings(): SubjectSettings {
  return JSON.parse(process.env["BENCH_SETTINGS"] ?? "") as SubjectSettings;
}
