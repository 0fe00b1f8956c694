import type { Config } from "../config/config.ts";
import { isLoopback } from "../config/urls.ts";

/** What is allowed, but seldom meant. */
export function configWarnings({ idSecret, sources }: Config): readonly string[] {
  const open = sources.filter(({ baseUrl }) => baseUrl.startsWith("http:") && !isLoopback(baseUrl));
  return [
    ...(idSecret === undefined
      ? ["there is no idSecret: anyone can read what ids and cursors hold, such as the source's own ids"]
      : []),
    ...open.map(({ name }) => `${name}: baseUrl is plain http: credentials and data can be read on the way; use https`),
  ];
}
