// What is kept in the store of a gateway on the sandbox comes there behind everybody's back: a test waits for all of it.
import { vi } from "vitest";
import { importPlayers } from "../../src/cli/import-players.ts";
import { connectorByName } from "../../src/connectors/index.ts";
import type { Gateway } from "./gateway.ts";

/** Imports the players that there are, and waits for the end of each feed. */
export async function fillStore(gateway: Gateway): Promise<void> {
  await importPlayers(gateway.url, gateway.sandbox, new AbortController().signal);
  const fed = Object.keys(gateway.sandbox.sources).filter((name) => connectorByName(name)?.feed !== undefined);
  const isRead = (name: string): boolean =>
    gateway.log.some(({ msg, source }) => msg === "A feed was read to its end" && source === name);
  await vi.waitUntil(() => fed.every(isRead), { timeout: 60_000, interval: 20 });
}
