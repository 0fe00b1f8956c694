// THE LIST of the vendors that the sandbox plays. A vendor's code is loaded when it is started: their names alone, which the
// command line offers, cost nothing.
import type { Vendor } from "./vendor-server.ts";

type Load = () => Promise<Vendor>;

/** In the order of their ports: null keeps the place of one that is not played yet, and so the ports of those after it. */
const list: Readonly<Record<Vendor["name"], Load | null>> = {
  hubspot: async () => (await import("./hubspot/hubspot.ts")).hubspot,
  salesforce: async () => (await import("./salesforce/salesforce.ts")).salesforce,
  dynamics: async () => (await import("./dynamics/dynamics.ts")).dynamics,
  smartico: async () => (await import("./smartico/smartico.ts")).smartico,
  zendesk: async () => (await import("./zendesk/zendesk.ts")).zendesk,
  intercom: async () => (await import("./intercom/intercom.ts")).intercom,
  stripe: async () => (await import("./stripe/stripe.ts")).stripe,
  paypal: async () => (await import("./paypal/paypal.ts")).paypal,
};

export interface ListedVendor {
  readonly name: Vendor["name"];
  /** From 1; the place of its port behind the admin port. */
  readonly place: number;
  readonly load: Load;
}

export const listedVendors: readonly ListedVendor[] = Object.entries(list).flatMap(([name, load], index) =>
  load === null || !isName(name) ? [] : [{ name, place: index + 1, load }],
);

/** The last port's place, of vendors that are played or will be. */
export const lastPlace = Object.keys(list).length;

function isName(name: string): name is Vendor["name"] {
  return Object.hasOwn(list, name);
}
