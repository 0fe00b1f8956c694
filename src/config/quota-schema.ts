// How a source's quota is kept: by what its connector knows of the vendor, within what is said here.
import { z } from "zod";
import type { QuotaRules } from "../connectors/contract.ts";
import { settings, should, whole, yesOrNo } from "./settings.ts";

const partWording = should("a part from 0 to 1");
const part = z.number(partWording).min(0, partWording).max(1, partWording);

/** What `sources[].quota` may say. */
export function quotaSchema({ windows }: QuotaRules) {
  return settings({
    enabled: yesOrNo.default(true),
    windows: settings(
      Object.fromEntries(Object.keys(windows).map((name) => [name, whole("calls", 1, 1_000_000_000).optional()])),
    ).prefault({}),
    shares: settings({
      write: part.default(0.95),
      background: part.default(0.9),
      backgroundFloor: part.default(0.05),
    }).prefault({}),
  });
}
