import type { SignedHeaders } from "../credentials/authorizer.ts";
import { ConfigError } from "../errors.ts";
import { fillIn } from "../runtime/fill-in.ts";
import { ACCEPTED_ENCODINGS } from "./decode-body.ts";

/** Names and values by turns, as undici takes them with the least work. */
export type HeaderList = string[];

export interface RequestHeadersOptions {
  readonly source: string;
  /** Values may name options in braces. */
  readonly headers: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, unknown>>;
  readonly isCompressionWanted: boolean;
}

/**
 * All headers of a call, put together anew only when the signed ones change.
 * Throws ConfigError for a header that names an unknown option or holds what no header can.
 */
export function createRequestHeaders(
  options: RequestHeadersOptions,
): (signed: SignedHeaders, hasBody: boolean) => HeaderList {
  const fixed: HeaderList = ["accept", "application/json", "user-agent", "tributary"];
  if (options.isCompressionWanted) fixed.push("accept-encoding", ACCEPTED_ENCODINGS);
  for (const [name, value] of Object.entries(options.headers)) fixed.push(name, filled(name, value, options));

  let last: { readonly signed: SignedHeaders; readonly bare: HeaderList; readonly withBody: HeaderList } | undefined;
  return (signed, hasBody) => {
    if (last?.signed !== signed) {
      const bare = [...fixed, ...Object.entries(signed).flat()];
      last = { signed, bare, withBody: [...bare, "content-type", "application/json"] };
    }
    return hasBody ? last.withBody : last.bare;
  };
}

function filled(name: string, template: string, { source, options }: RequestHeadersOptions): string {
  const value = fillIn(template, (option) => {
    const given = Object.hasOwn(options, option) ? options[option] : undefined;
    if (typeof given === "string" || typeof given === "number" || typeof given === "boolean") return String(given);
    throw new ConfigError([`${source}: header ${name} needs the option ${option}, which is not given`]);
  });
  if (!/^[\t\x20-\x7e]*$/.test(value)) {
    throw new ConfigError([`${source}: header ${name} should hold plain ASCII: check the options that it is made of`]);
  }
  return value;
}
