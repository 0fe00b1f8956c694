// Keys that do not expire by themselves, but may be rotated where they are kept.
import type { Authorizer, AuthorizerDeps, SignedHeaders } from "./authorizer.ts";

// How old a key may be before it is looked up again, behind the calls' back.
const RECHECK_MS = 15_000;

interface Known {
  readonly headers: SignedHeaders;
  checkedAtMs: number;
}

/** @param read the value of the authorization header, from the secrets as they are now */
export function createStaticAuthorizer(
  read: () => Promise<string>,
  { source, clock, log }: AuthorizerDeps,
): Authorizer {
  let known: Known | undefined;
  let reading: Promise<Known> | undefined;

  async function readAgain(): Promise<Known> {
    const authorization = await read();
    const headers = known?.headers["authorization"] === authorization ? known.headers : { authorization };
    known = { headers, checkedAtMs: clock.now() };
    return known;
  }

  function readOnce(): Promise<Known> {
    reading ??= readAgain()
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
  function recheck(last: Known): void {
    last.checkedAtMs = clock.now();
    readOnce().catch(() => undefined); // It was logged.
  }

  return {
    headers() {
      if (known === undefined) return readOnce().then(({ headers }) => headers);
      if (clock.now() - known.checkedAtMs >= RECHECK_MS) recheck(known);
      return known.headers;
    },
    async refresh() {
      await readOnce();
    },
  };
}
