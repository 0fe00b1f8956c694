import { text } from "./converters.ts";
import type { Converter } from "./field-map.ts";

/** The domain of a web site's address, however it is written: "https://www.acme.example/de" is acme.example. */
export const webDomain: Converter<string> = (value, context, path) => {
  const address = text(value, context, path).trim();
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(address) ? address : `https://${address}`);
  const host = url?.hostname.replace(/^www\./, "").replace(/\.$/, "") ?? "";
  if (/\.[a-z][a-z\d-]*$/.test(host)) return host;
  throw new Error(`should be a web site's address, instead got ${JSON.stringify(address.slice(0, 40))}`);
};
