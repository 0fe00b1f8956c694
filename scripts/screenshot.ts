// `node scripts/screenshot.ts [FILE]`: GraphiQL on a small sandbox with its first query answered, for the README.
import { openChromium, chromiumPath } from "../test/support/chromium.ts";
import { openGraphiql, pressRun } from "../test/support/graphiql.ts";
import { startGateway } from "../test/support/gateway.ts";

const file = process.argv[2] ?? "docs/graphiql.png";
const executable = chromiumPath();
if (executable === null) throw new Error("There is no Chromium: install Debian's `chromium`, or set CHROMIUM_PATH");

const gateway = await startGateway({ hasRoleSwitch: true });
const browser = await openChromium(executable);
try {
  const page = await browser.newPage({ viewport: { width: 1360, height: 800 } });
  await openGraphiql(page, gateway.url);
  await pressRun(page);
  await page.mouse.move(0, 0); // away from the button, or its hint is in the picture
  await page.waitForTimeout(1_000); // the editor colours its lines a little later
  await page.screenshot({ path: file, animations: "disabled" });
} finally {
  await browser.close();
  await gateway.stop();
}
