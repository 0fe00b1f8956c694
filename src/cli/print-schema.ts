import type { Role } from "../generated/types.ts";
import { visibleSdl } from "../graphql/visible-sdl.ts";
import { readTypeDefs } from "../schema-files.ts";

export interface PrintFlags {
  readonly roles?: readonly Role[];
  readonly mfa?: boolean;
  readonly config?: string;
}

/** The schema as SDL: all of it, with its rules, or what these roles see of it. */
export function printSchema({ roles, mfa = false }: PrintFlags): string {
  const typeDefs = readTypeDefs();
  const sdl = roles === undefined ? typeDefs.join("\n") : visibleSdl(typeDefs, { roles, hasSecondFactor: mfa });
  return `${sdl.trimEnd()}\n`;
}
