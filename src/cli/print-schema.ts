import { connectors } from "../connectors/index.ts";
import type { Role } from "../generated/types.ts";
import { subgraphSdl } from "../graphql/federation/subgraph-sdl.ts";
import { visibleSdl } from "../graphql/visible-sdl.ts";
import { readTypeDefs } from "../schema-files.ts";
import { configFile, readConfig } from "./find-config.ts";

export interface PrintFlags {
  readonly roles?: readonly Role[];
  readonly mfa?: boolean;
  /** Whether `federation.enabled` or not: a supergraph is composed before it is served. */
  readonly federation?: boolean;
  readonly config?: string;
}

/** The schema as SDL: all of it, with its rules; or what these roles see of it; or all of it as a subgraph. */
export function printSchema({ roles, mfa = false, federation = false, config }: PrintFlags): string {
  return `${sdlOf(readTypeDefs()).trimEnd()}\n`;

  function sdlOf(typeDefs: readonly string[]): string {
    if (roles !== undefined) return visibleSdl(typeDefs, { roles, hasSecondFactor: mfa });
    return federation ? subgraphSdl(typeDefs, { hasNode: isNodeWanted(config) }) : typeDefs.join("\n");
  }
}

function isNodeWanted(config: string | undefined): boolean {
  const file = configFile(config);
  return file === null || readConfig(file, connectors).federation.node;
}
