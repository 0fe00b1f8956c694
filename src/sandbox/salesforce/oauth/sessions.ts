import { createHmac, timingSafeEqual } from "node:crypto";
import { organizationId } from "../ids.ts";
import { credentials } from "./connected-app.ts";

const signingKey = `sandbox-org-${organizationId}`;

export interface Session {
  readonly accessToken: string;
  /** Milliseconds since the epoch. */
  readonly issuedAt: number;
}

export interface Sessions {
  /** A new session; no two share a token. */
  open(): Session;
  /** Whether an access token was issued here, has not expired and was not revoked. */
  isOpen(accessToken: string): boolean;
  revoke(token: string): void;
  /** Whether a refresh token is the one in force. */
  canRefresh(refreshToken: string): boolean;
  /** With rotation, makes the refresh token in force void and returns its successor; else null. */
  rotate(): string | null;
}

/**
 * Sessions that end `lifetimeS` after they were opened. (Salesforce prolongs them while they are used; here they are not, so
 * that every client meets an expired one.) With `rotatesRefreshTokens`, each refresh token works once.
 */
export function createSessions(options: {
  readonly now: () => number;
  readonly lifetimeS: number;
  readonly rotatesRefreshTokens: boolean;
}): Sessions {
  const { now, lifetimeS, rotatesRefreshTokens } = options;
  const revoked = new Set<string>();
  let opened = 0;
  let refreshes = 0;

  function refreshToken(): string {
    return refreshes === 0 ? credentials.refreshToken : `${credentials.refreshToken}.${refreshes}.${sign(refreshes)}`;
  }

  return {
    open() {
      opened += 1;
      const issuedAt = now();
      const serial = `${issuedAt.toString(36)}.${opened.toString(36)}`;
      return { accessToken: `${organizationId.slice(0, 15)}!AQ.${serial}.${sign(serial)}`, issuedAt };
    },
    isOpen(accessToken) {
      const [, issued, count, signature] = /!AQ\.([0-9a-z]+)\.([0-9a-z]+)\.([0-9a-f]+)$/.exec(accessToken) ?? [];
      if (issued === undefined || count === undefined || signature === undefined || revoked.has(accessToken))
        return false;
      if (!isSame(signature, sign(`${issued}.${count}`))) return false;
      return now() < Number.parseInt(issued, 36) + lifetimeS * 1_000;
    },
    revoke(token) {
      revoked.add(token);
    },
    canRefresh: (token) => isSame(token, refreshToken()) && !revoked.has(token),
    rotate() {
      if (!rotatesRefreshTokens) return null;
      refreshes += 1;
      return refreshToken();
    },
  };
}

/** Compares secrets. */
export function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function sign(text: string | number): string {
  return createHmac("sha256", signingKey).update(String(text)).digest("hex");
}
