// The sandbox: each vendor as a real HTTP server over one data set, and an admin port.
import { startAdmin } from "./admin-server.ts";
import type { AdminServer } from "./admin-server.ts";
import { hubspot } from "./hubspot/hubspot.ts";
import { smartico } from "./smartico/smartico.ts";
import { stripe } from "./stripe/stripe.ts";
import { startVendor } from "./vendor-server.ts";
import type { Exchange, Vendor, VendorServer } from "./vendor-server.ts";
import { createWorld } from "./world/create-world.ts";
import { makeReady } from "./world/make-ready.ts";
import { Draws } from "./world/random.ts";
import { streams } from "./world/streams.ts";
import type { World } from "./world.ts";
import { zendesk } from "./zendesk/zendesk.ts";

/** THE LIST: one line a vendor. */
export const vendors: readonly Vendor[] = [hubspot, zendesk, stripe, smartico];

export interface SandboxOptions {
  readonly customers: number;
  readonly seed: number;
  /** Ordinary latency of every reply of a vendor. */
  readonly latencyMs: number;
  /** Multiplies the vendors' own rate limits; 1 when left out. */
  readonly rateScale?: number;
  /** The admin port; the vendors have the ports after it, each the one of its place in the list. 0, the default: any. */
  readonly ports?: number;
  /** Only these; all when left out. */
  readonly vendors?: readonly Vendor["name"][];
  readonly onExchange?: (exchange: Exchange) => void;
  /** Milliseconds since the epoch; the system's clock when left out. */
  readonly now?: () => number;
}

export interface SandboxSource extends VendorServer {
  readonly credentials: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string | number | boolean>>;
}

export interface Sandbox {
  readonly world: World;
  /** By vendor name. */
  readonly sources: Readonly<Record<string, SandboxSource>>;
  readonly adminUrl: string;
  /** How many times the vendors' own rate limits. */
  readonly rateScale: number;
  /** Cuts every connection. */
  stop(): Promise<void>;
}

/** Starts all of it on 127.0.0.1. Rejects, with nothing left running, when a port is taken or an option is out of range. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { seed, customers, latencyMs, ports = 0, rateScale = 1, now = Date.now } = options;
  const world = createWorld({ seed, customers });
  const sources = new Map<string, SandboxSource>();
  const started: (VendorServer | AdminServer)[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((server) => server.stop()));
  };
  const portOf = (place: number): number => (ports === 0 ? 0 : ports + place);

  try {
    for (const [place, vendor] of vendors.entries()) {
      if (options.vendors !== undefined && !options.vendors.includes(vendor.name)) continue;
      makeReady(world.books[vendor.name]);
      const faultDraws = new Draws(seed, streams.faults, place);
      const server = await startVendor(vendor, {
        context: { world, now, rateScale },
        port: portOf(place + 1),
        latencyMs,
        random: () => faultDraws.unit(),
        onExchange: options.onExchange,
      });
      started.push(server);
      sources.set(vendor.name, withCredentials(server, vendor));
    }
    const admin = await startAdmin(sources, portOf(0));
    started.push(admin);
    return { world, sources: Object.fromEntries(sources), adminUrl: admin.url, rateScale, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function withCredentials(server: VendorServer, { credentials, options = {} }: Vendor): SandboxSource {
  return {
    name: server.name,
    url: server.url,
    faults: server.faults,
    credentials,
    options,
    get requests() {
      return server.requests;
    },
    stop: () => server.stop(),
  };
}
