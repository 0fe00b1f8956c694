// Debian's Chromium, where there is one: browser tests are skipped without it.
import { accessSync, constants } from "node:fs";
import { chromium, type Browser } from "playwright-core";

/** `CHROMIUM_PATH` of the environment, else where Debian's package puts it; null where nothing can be run there. */
export function chromiumPath(): string | null {
  const path = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
  try {
    accessSync(path, constants.X_OK);
    return path;
  } catch {
    return null;
  }
}

// What else Chromium would do at its start: call home.
const QUIET = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A headless browser with an empty profile of its own, which goes when it is closed. */
export function openChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, chromiumSandbox: false, args: QUIET });
}
