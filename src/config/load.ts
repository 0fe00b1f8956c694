// The only reader of tributary.yaml and of the environment.
import type { Connector } from "../connectors/contract.ts";
import { ConfigError } from "../errors.ts";
import { checkDocument } from "./check.ts";
import type { Config } from "./config.ts";
import { portFrom, withDatabaseUrl, withPort } from "./environment.ts";
import { pathText } from "./mistakes.ts";
import type { Mistake } from "./mistakes.ts";
import { danglingReferences, readProblem } from "./references.ts";
import type { SecretPlaces } from "./references.ts";
import { readYaml } from "./yaml-document.ts";
import type { YamlDocument } from "./yaml-document.ts";

export interface LoadOptions extends SecretPlaces {
  /** Path of the YAML file, as the messages shall show it. */
  readonly file: string;
  readonly connectors: readonly Connector[];
}

/**
 * Reads and checks a configuration file. `PORT` of the environment wins over the file, `DATABASE_URL` stands in for what
 * it leaves out.
 * Throws ConfigError with every mistake, each as "file:line:column setting message", in the order of the file.
 */
export function loadConfig({ file, env, readFile, connectors }: LoadOptions): Config {
  const document = readYaml(readText(file, readFile));
  const { port, mistake: portMistake } = portFrom(env);
  const checked = document.isReadable
    ? checkDocument(withDatabaseUrl(withPort(document.value, port), env), connectors)
    : { config: null, mistakes: [] };
  const dangling = danglingReferences(document.value, { env, readFile });
  const mistakes = [
    ...document.mistakes,
    ...[...checked.mistakes, ...dangling].map((mistake) => placed(mistake, document)),
  ].sort(byPlace);
  const all = [...mistakes.map((mistake) => `${file}:${mistake}`), ...(portMistake === null ? [] : [portMistake])];
  if (all.length > 0 || checked.config === null) throw new ConfigError(all);
  return checked.config;
}

/**
 * Checks a configuration built in code by the same rules. The environment plays no part, and references are not
 * followed. Throws ConfigError with every mistake.
 */
export function parseConfig(value: unknown, connectors: readonly Connector[]): Config {
  const { config, mistakes } = checkDocument(value, connectors);
  if (config === null) throw new ConfigError(mistakes.map(described));
  return config;
}

function readText(file: string, readFile: LoadOptions["readFile"]): string {
  try {
    return readFile(file);
  } catch (error) {
    throw new ConfigError([`${file} can't be read: ${readProblem(error)}; give the path of the configuration file`]);
  }
}

function described(mistake: Mistake): string {
  return `${pathText(mistake.path) || "the configuration"}${mistake.path.length === 0 ? " " : ": "}${mistake.message}`;
}

function placed(mistake: Mistake, document: YamlDocument): string {
  return `${document.locate(mistake)} ${described(mistake)}`;
}

function byPlace(one: string, other: string): number {
  const [line = 0, column = 0] = place(one);
  const [otherLine = 0, otherColumn = 0] = place(other);
  return line - otherLine || column - otherColumn;
}

function place(mistake: string): readonly number[] {
  return mistake.split(" ", 1)[0]?.split(":").map(Number) ?? [];
}
