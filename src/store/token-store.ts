// Access tokens in the database: shared between instances, and there after a restart.
import type { TokenStore } from "../credentials/token-store.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Store } from "./store.ts";

/** @param clock the one that ends were reckoned by */
export function createTokenStore(store: Store, clock: Clock): TokenStore {
  return {
    async read(key) {
      const [row] = await store.query("select token from access_tokens where key = $1 and expires_at > $2", [
        key,
        new Date(clock.now()),
      ]);
      return typeof row?.["token"] === "string" ? row["token"] : null;
    },
    async write(key, token, { expiresAtMs }) {
      await store.query(
        `insert into access_tokens (key, token, expires_at) values ($1, $2, $3)
         on conflict (key) do update set token = excluded.token, expires_at = excluded.expires_at`,
        [key, token, new Date(expiresAtMs)],
      );
    },
    withLock: (key, work) => store.withLock(`token ${key}`, work),
  };
}
