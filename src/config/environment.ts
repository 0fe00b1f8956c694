// What whoever starts the process decides, rather than whoever writes the file: the port, and the database.
import { mapOf } from "./cross-checks.ts";
import { portSetting } from "./schema.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** `PORT` of the environment; null where it is not set. `mistake` says what is wrong with it. */
export function portFrom(env: Environment): { readonly port: number | null; readonly mistake: string | null } {
  const written = env["PORT"];
  if (written === undefined || written === "") return { port: null, mistake: null };
  const { data, error } = portSetting.safeParse(/^\d+$/.test(written) ? Number(written) : written);
  if (data !== undefined) return { port: data, mistake: null };
  return { port: null, mistake: `PORT of the environment ${error?.issues[0]?.message ?? "is no port"}` };
}

/** The document with `server.port` replaced. What is no map is left as it is, for the schema to refuse. */
export function withPort(document: unknown, port: number | null): unknown {
  if (port === null || !isMap(document)) return document;
  const server = mapOf(document)["server"];
  return server === undefined || isMap(server) ? { ...document, server: { ...mapOf(server), port } } : document;
}

/** The document with `store.url` naming the variable `DATABASE_URL`, where that is set and the document names no other. */
export function withDatabaseUrl(document: unknown, env: Environment): unknown {
  if (!env["DATABASE_URL"] || !isMap(document)) return document;
  const store = mapOf(document)["store"];
  const isOpen = store === undefined || (isMap(store) && mapOf(store)["url"] === undefined);
  return isOpen ? { ...document, store: { ...mapOf(store), url: "env:DATABASE_URL" } } : document;
}

function isMap(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
