// https://developers.intercom.com/docs/build-an-integration/learn-more/rest-apis/update-your-api-version
import { IntercomError } from "./errors.ts";

/** The version whose shapes the sandbox speaks. */
const spoken = "2.14";
/** All that Intercom has; `2.14`'s own document lists them. */
const known: ReadonlySet<string> = new Set([
  ...Array.from({ length: 5 }, (_, minor) => `1.${minor}`),
  ...Array.from({ length: 15 }, (_, minor) => `2.${minor}`),
  "Unstable",
]);

/** Throws Intercom's 400 for a version that it does not have, and one in the sandbox's words for those that only Intercom has. */
export function checkVersion(header: string | readonly string[] | undefined, appVersion: string): void {
  const version = typeof header === "string" && header !== "" ? header : appVersion;
  if (version === spoken) return;
  const message = known.has(version)
    ? `Intercom has version ${version}; the sandbox has ${spoken} only`
    : "The requested version could not be found";
  throw new IntercomError(400, { code: "intercom_version_invalid", message });
}
