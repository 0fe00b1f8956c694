// Keys that do not expire by themselves, but may be rotated where they are kept.
import { ConfigError } from "../errors.ts";
import { isSensitive } from "../runtime/redaction.ts";
import type { StaticScheme } from "./auth-scheme.ts";
import type { Authorizer, AuthorizerDeps, SignedHeaders } from "./authorizer.ts";
import { userTemplate } from "./choose-scheme.ts";
import { valueOf, withValues } from "./credential-values.ts";
import type { CredentialValues, Values } from "./credential-values.ts";
import { createOverlap } from "./overlap.ts";

// How old a key may be before it is looked up again, behind the calls' back.
const RECHECK_MS = 15_000;

/** @param values the scheme's credentials */
export function createStaticAuthorizer(
  scheme: StaticScheme,
  values: CredentialValues,
  { source, clock, log }: Pick<AuthorizerDeps, "source" | "clock" | "log">,
): Authorizer {
  const keys = createOverlap(clock, {
    onTaken: () => log.info({ source }, "credential changed: the source takes the new one"),
    onRefused: (retryInMs) =>
      log.warn({ source, retryInMs }, "the new credential is refused: the old one stays in use, check the new one"),
  });
  let checkedAtMs: number | undefined;
  let reading: Promise<void> | undefined;

  async function readAgain(isRefused: boolean): Promise<void> {
    keys.offer(sign(scheme, await values.read(isRefused)));
    checkedAtMs = clock.now();
  }

  function readOnce(isRefused = false): Promise<void> {
    reading ??= readAgain(isRefused)
      .catch((problem: unknown) => {
        log.warn({ source, err: problem }, "credential can't be read");
        throw problem;
      })
      .finally(() => {
        reading = undefined;
      });
    return reading;
  }

  // A file that is missing for a moment, while it is being replaced, must not fail calls that a good key could sign.
  function recheck(): void {
    checkedAtMs = clock.now();
    readOnce().catch(() => undefined); // It was logged.
  }

  async function firstHeaders(): Promise<SignedHeaders> {
    await readOnce();
    const headers = keys.next();
    if (headers === undefined) throw new Error("A credential was read, but none is offered");
    return headers;
  }

  return {
    headers() {
      if (checkedAtMs !== undefined && clock.now() - checkedAtMs >= RECHECK_MS) recheck();
      return keys.next() ?? firstHeaders();
    },
    async refresh() {
      await readOnce(true);
    },
    heard: (headers, isAccepted) => keys.heard(headers, isAccepted),
    isOnTrial: (headers) => keys.isOnTrial(headers),
    expiry: () => values.expiry(),
  };
}

/** Throws ConfigError for a key that no header can carry. */
function sign(scheme: StaticScheme, values: Values): SignedHeaders {
  switch (scheme.scheme) {
    case "bearer":
      return { authorization: `Bearer ${oneLine(scheme.secret, valueOf(values, scheme.secret))}` };
    case "basic": {
      const pair = `${withValues(userTemplate(scheme.user), values)}:${valueOf(values, scheme.password)}`;
      return { authorization: `Basic ${Buffer.from(pair, "utf8").toString("base64")}` };
    }
    case "header": {
      if (!isSensitive(scheme.header)) throw new Error(`Logs would show the header ${scheme.header}: see redaction.ts`);
      for (const [name, value] of Object.entries(values)) oneLine(name, value);
      return { [scheme.header.toLowerCase()]: withValues(scheme.value, values) };
    }
  }
}

function oneLine(name: string, value: string): string {
  if (/^[\x21-\x7e]+$/.test(value)) return value;
  throw new ConfigError([
    `the credential ${name} should be one line of ASCII without spaces: check what is stored there`,
  ]);
}
