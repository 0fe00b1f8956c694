import { connectors } from "../connectors/index.ts";
import type { Role } from "../generated/types.ts";
import { subgraphSdl } from "../graphql/federation/subgraph-sdl.ts";
import { withCustomFields } from "../graphql/custom-fields.ts";
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
  const file = configFile(config);
  const { customFields = [], federation: settings } = file === null ? {} : readConfig(file, connectors);
  const typeDefs = withCustomFields(readTypeDefs(), customFields);
  return `${sdlOf().trimEnd()}\n`;

  function sdlOf(): string {
    if (roles !== undefined) return visibleSdl(typeDefs, { roles, hasSecondFactor: mfa });
    return federation ? subgraphSdl(typeDefs, { hasNode: settings?.node ?? true }) : typeDefs.join("\n");
  }
}
