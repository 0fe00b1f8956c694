import { isIPv4 } from "node:net";
import { z } from "zod";
import { should } from "./settings.ts";

function parsed(value: string): URL | null {
  const url = URL.canParse(value) ? new URL(value) : null;
  return url !== null && (url.protocol === "https:" || url.protocol === "http:") ? url : null;
}

/** Whether a URL stays on this machine, where plain http shows nothing to anyone. */
export function isLoopback(url: string): boolean {
  const host = parsed(url)?.hostname ?? "";
  return (
    host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || (isIPv4(host) && host.startsWith("127."))
  );
}

// Shown to nobody: a URL with a password in it must not reach a log.
const noCredentials = "should have no user or password in it; they belong under credentials, by reference";

/** An http(s) address without credentials, query or fragment; a slash at the end is dropped. */
export function address(example: string): z.ZodType<string> {
  return z
    .string(should(`an http(s) address such as ${example}`))
    .superRefine((value, context) => {
      const url = parsed(value);
      const problem =
        url === null
          ? should(`an http(s) address such as ${example}`).error({ code: "custom", input: value })
          : url.username !== "" || url.password !== ""
            ? noCredentials
            : url.search !== "" || url.hash !== "" || value.includes("?") || value.includes("#")
              ? "should have no ? or # part; the connector adds the query"
              : null;
      if (problem !== null) context.addIssue({ code: "custom", message: problem });
    })
    .overwrite((value) => value.replace(/\/+$/, ""));
}

/** The address of a key set: https, for who can change the answer can sign tokens; http on this machine only. */
export const keySetAddress: z.ZodType<string> = address("https://login.example.com/.well-known/jwks.json").refine(
  (value) => value.startsWith("https:") || isLoopback(value),
  { error: "should be https: whoever can change the answer on its way could sign tokens", abort: true },
);

/** A web origin as a browser sends it: scheme, host and port. */
export const origin = z
  .string(should("an origin such as https://app.example.com"))
  .refine(
    (value) => parsed(value)?.origin === value,
    should("an origin such as https://app.example.com, without a path"),
  );
