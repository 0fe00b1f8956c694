// The sandbox's players into the gateway on it: their vendor can't be asked for them, and sends no webhooks by itself.
import type { Sandbox } from "../sandbox/sandbox.ts";
import { sandboxToken } from "./sandbox-token.ts";
import { sendLines } from "./send-lines.ts";

const PAGE_SIZE = 2_000;
const NAME = "smartico";

/** Imports all players there are. Resolves at once where the sandbox has none of the vendor's. Never rejects. */
export async function importPlayers(gatewayUrl: string, { sources }: Sandbox, signal: AbortSignal): Promise<void> {
  const vendor = sources[NAME];
  if (vendor === undefined) return;
  try {
    const token = sandboxToken({ roles: ["ADMIN"] });
    await sendLines(playersOf(vendor.url, signal), { url: gatewayUrl, source: NAME, token, signal });
  } catch (error) {
    if (signal.aborted) return;
    process.stderr.write(
      `The players could not be imported: ${error instanceof Error ? error.message : String(error)}\n`,
    );
  }
}

async function* playersOf(url: string, signal: AbortSignal): AsyncGenerator<string> {
  for (let from = 0; ; from += PAGE_SIZE) {
    const reply = await fetch(`${url}/sandbox/players?from=${from}&count=${PAGE_SIZE}`, { signal });
    if (!reply.ok) throw new Error(`the sandbox answered ${reply.status}`);
    const lines = (await reply.text()).split("\n").filter((line) => line !== "");
    yield* lines;
    if (lines.length < PAGE_SIZE) return;
  }
}
