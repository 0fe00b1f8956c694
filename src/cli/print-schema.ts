import { connectors } from "../connectors/index.ts";
import { subgraphSdl } from "../graphql/federation/subgraph-sdl.ts";
import { readTypeDefs } from "../graphql/schema.ts";
import { configFile, readConfig } from "./find-config.ts";

export interface PrintFlags {
  readonly federation?: boolean;
  readonly config?: string;
}

/** The schema as SDL; as a subgraph whether `federation.enabled` or not, so that it can be composed before it is served. */
export function printSchema({ federation = false, config }: PrintFlags): string {
  const typeDefs = readTypeDefs();
  if (!federation) return `${typeDefs.join("\n").trimEnd()}\n`;
  const file = configFile(config);
  const hasNode = file === null || readConfig(file, connectors).federation.node;
  return `${subgraphSdl(typeDefs, { hasNode }).trimEnd()}\n`;
}
