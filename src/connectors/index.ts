// THE LIST: a new vendor is a folder and a line here.
import type { Connector } from "./contract.ts";
import { dynamics } from "./dynamics/index.ts";
import { hubspot } from "./hubspot/index.ts";
import { intercom } from "./intercom/index.ts";
import { paypal } from "./paypal/index.ts";
import { salesforce } from "./salesforce/index.ts";
import { smartico } from "./smartico/index.ts";
import { stripe } from "./stripe/index.ts";
import { zendesk } from "./zendesk/index.ts";

export const connectors: readonly Connector[] = [
  hubspot,
  salesforce,
  dynamics,
  smartico,
  zendesk,
  intercom,
  stripe,
  paypal,
];

/** The connector that a configuration names, undefined where there is none of that name. */
export function connectorByName(name: string): Connector | undefined {
  return connectors.find((connector) => connector.name === name);
}
