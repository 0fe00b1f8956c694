// Credentials that will soon not do, or that nobody has changed for long.
import type { Config, SourceConfig } from "../config/config.ts";
import type { Connector } from "../connectors/contract.ts";
import { chooseScheme } from "../credentials/choose-scheme.ts";
import type { CredentialExpiry } from "../credentials/expiry.ts";

export interface CredentialRules {
  /** The source's. */
  readonly name: string;
  readonly credentialWarnDays: number;
  /** 0 for any age. */
  readonly credentialMaxAgeDays: number;
}

const DAY_MS = 86_400_000;

/** @param expiry what is known of the source's credentials; null for nothing */
export function credentialWarnings(
  { name, credentialWarnDays, credentialMaxAgeDays }: CredentialRules,
  expiry: CredentialExpiry | null,
  nowMs: number,
): readonly string[] {
  const { expiresAtMs = Infinity, ageMs = 0 } = expiry ?? {};
  const leftMs = expiresAtMs - nowMs;
  const day = Number.isFinite(expiresAtMs) ? new Date(expiresAtMs).toISOString().slice(0, 10) : "";
  const end =
    leftMs <= 0
      ? [`a credential ended on ${day}`]
      : leftMs <= credentialWarnDays * DAY_MS
        ? [endsSoon(leftMs, day)]
        : [];
  const isOld = credentialMaxAgeDays > 0 && ageMs > credentialMaxAgeDays * DAY_MS;
  const age = isOld
    ? [`a credential is ${days(Math.floor(ageMs / DAY_MS))} old, and should be replaced after ${credentialMaxAgeDays}`]
    : [];
  return [...end, ...age].map((line) => `${name}: ${line}: make a new one at the vendor and put it in its place`);
}

function endsSoon(leftMs: number, day: string): string {
  return `a credential ends on ${day}, in ${leftMs < DAY_MS ? "less than a day" : days(Math.floor(leftMs / DAY_MS))}`;
}

function days(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}

/** Sources whose vendor may replace a refresh token, where there is nowhere to keep the new one. */
export function refreshTokenWarnings(
  { store, sources }: Pick<Config, "store" | "sources">,
  connectors: readonly Pick<Connector, "name" | "auth">[],
): readonly string[] {
  if (store.secret !== undefined) return [];
  return sources
    .filter((source) => signsInByRefreshToken(source, connectors))
    .map(
      ({ name }) =>
        `${name}: signs in by a refresh token; one that the vendor replaces is lost at a restart: set store.secret`,
    );
}

export function signsInByRefreshToken(
  { connector: name, credentials }: Pick<SourceConfig, "connector" | "credentials">,
  connectors: readonly Pick<Connector, "name" | "auth">[],
): boolean {
  const auth = connectors.find((connector) => connector.name === name)?.auth ?? [];
  return chooseScheme(auth, credentials).scheme === "oauth2-refresh";
}

/** Why a source is not asked: its refresh token would be spent, and the next one lost. Null where it can be. */
export function whyUnasked(
  source: Parameters<typeof signsInByRefreshToken>[0],
  connectors: Parameters<typeof signsInByRefreshToken>[1],
  whyNoRefresh: string | null,
): string | null {
  if (whyNoRefresh === null || !signsInByRefreshToken(source, connectors)) return null;
  return `its refresh token may be good for one use. ${whyNoRefresh}`;
}
