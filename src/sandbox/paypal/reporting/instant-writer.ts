import type { FastifyRequest } from "fastify";
import type { Account } from "../account.ts";
import { instant } from "../wire-time.ts";

/** UTC as reporting writes it, which is not as the other APIs do. */
export function instantWriter({ headers }: FastifyRequest, { settings }: Account): (ms: number) => string {
  const zone = headers["paypal-enforce-iso8601-format"] === "true" ? "Z" : settings.reportingZone;
  return (ms) => instant(ms).replace("Z", zone);
}
