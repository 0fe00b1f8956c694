import { connectors } from "../connectors/index.ts";
import type { Role } from "../generated/types.ts";
import { withCustomFields } from "../graphql/custom-fields.ts";
import { visibleSdl } from "../graphql/visible-sdl.ts";
import { readTypeDefs } from "../schema-files.ts";
import { configFile, readConfig } from "./find-config.ts";

export interface PrintFlags {
  readonly roles?: readonly Role[];
  readonly mfa?: boolean;
  readonly config?: string;
}

/** The schema as SDL: all of it, with its rules, or what these roles see of it. */
export function printSchema({ roles, mfa = false, config }: PrintFlags): string {
  const file = configFile(config);
  const customFields = file === null ? [] : readConfig(file, connectors).customFields;
  const typeDefs = withCustomFields(readTypeDefs(), customFields);
  const sdl = roles === undefined ? typeDefs.join("\n") : visibleSdl(typeDefs, { roles, hasSecondFactor: mfa });
  return `${sdl.trimEnd()}\n`;
}
