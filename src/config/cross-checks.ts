// What holds between settings. These look at the document as written, so that they are reported together with
// everything that is wrong with a single setting.
import type { Connector } from "../connectors/contract.ts";
import { knownCredentials, incompleteCredentials } from "./credential-names.ts";
import { DEFAULT_DEADLINE_MS } from "./default-deadline.ts";
import { suggestion } from "./did-you-mean.ts";
import type { Mistake } from "./mistakes.ts";
import { hasPeople } from "./served-entities.ts";

type Loose = Readonly<Record<string, unknown>>;

/** The value as a map; empty where it is none (which the schema reports). */
export function mapOf(value: unknown): Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** The value as a list; empty where it is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Every mistake between the settings of a document. */
export function crossChecks(value: unknown, connectors: readonly Connector[]): readonly Mistake[] {
  const { auth, server, sources } = mapOf(value);
  const written = listOf(sources).map(mapOf);
  const names = written.map(({ name }) => name);
  return [
    ...authChecks(auth),
    ...written.flatMap((source, index) => [
      ...nameChecks(names, index),
      ...deadlineChecks(source, index, server),
      ...externalIdChecks(written, index, connectors),
      ...credentialChecks(source, index, connectors),
    ]),
  ];
}

function authChecks(auth: unknown): readonly Mistake[] {
  const { keys, jwksUrl } = mapOf(auth);
  if (auth === undefined || listOf(keys).length > 0 || jwksUrl !== undefined) return [];
  const message = "should have keys or a jwksUrl: without either, no token can be accepted";
  return [{ path: ["auth"], at: "key", message }];
}

function nameChecks(names: readonly unknown[], index: number): readonly Mistake[] {
  const first = names.indexOf(names[index]);
  if (first === index || typeof names[index] !== "string") return [];
  const message = `is the name of sources[${first}] too; each source needs a name of its own, as it is part of every id`;
  return [{ path: ["sources", index, "name"], at: "value", message }];
}

function deadlineChecks({ deadlineMs }: Loose, index: number, server: unknown): readonly Mistake[] {
  const { deadlineMs: ofAnswers = DEFAULT_DEADLINE_MS } = mapOf(server);
  if (typeof deadlineMs !== "number" || typeof ofAnswers !== "number" || deadlineMs < ofAnswers) return [];
  const message = `should be less than server.deadlineMs, which is ${ofAnswers}, instead got ${deadlineMs}; leave it out to wait as long as for the others`;
  return [{ path: ["sources", index, "deadlineMs"], at: "value", message }];
}

function externalIdChecks(
  sources: readonly Loose[],
  index: number,
  connectors: readonly Connector[],
): readonly Mistake[] {
  const source = sources[index] ?? {};
  const ids = listOf(source["externalIds"]);
  const path = ["sources", index, "externalIds"];
  if (ids.length > 0 && !mayHavePeople(source, connectors)) {
    const message = "are fields of people, but of the types that this source serves none is people's: leave them out";
    return [{ path, at: "key", message }];
  }
  const others = sources.filter(({ name }) => typeof name === "string" && name !== source["name"]);
  const names = others.map(({ name }) => String(name));
  return ids.flatMap((entry, position): readonly Mistake[] => {
    const target = mapOf(entry)["source"];
    if (typeof target !== "string") return [];
    const at = { path: [...path, position, "source"], at: "value" } as const;
    const other = others.find(({ name }) => name === target);
    if (other === undefined) {
      const problem = target === source["name"] ? "is this source itself" : "names no source of this file";
      return [{ ...at, message: `${problem}, but should name another; ${suggestion(target, names)}` }];
    }
    if (mayHavePeople(other, connectors)) return [];
    const message = `names ${target}, which serves nothing that is people's: add Contact to its entities, or leave this out`;
    return [{ ...at, message }];
  });
}

/** Whether a source's people are read, as far as what is written can be understood. */
export function mayHavePeople({ connector: name, entities }: Loose, connectors: readonly Connector[]): boolean {
  const connector = connectors.find((one) => one.name === name);
  return connector === undefined || !Array.isArray(entities) || hasPeople(entities.map(String), connector);
}

function credentialChecks(source: Loose, index: number, connectors: readonly Connector[]): readonly Mistake[] {
  const connector = connectors.find(({ name }) => name === source["connector"]);
  if (connector === undefined || source["credentials"] === undefined) return [];
  const given = Object.keys(mapOf(source["credentials"]));
  if (!given.every((name) => knownCredentials(connector).includes(name))) return []; // misspelt: said already
  const message = incompleteCredentials(connector, given);
  return message === null ? [] : [{ path: ["sources", index, "credentials"], at: "key", message }];
}
