// The schema as it is written: schema/*.graphql.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const SCHEMA_FOLDER = join(import.meta.dirname, "../schema");

/** The text of every file in schema/, in the order of their names. */
export function readTypeDefs(folder: string = SCHEMA_FOLDER): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".graphql"))
    .sort()
    .map((name) => readFileSync(join(folder, name), "utf8"));
}
