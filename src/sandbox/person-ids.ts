// What the vendors call the people of their books: the ids that a reader of each finds.
import { dynamicsContactGuids, hubspotContactId, salesforceContactIds } from "./ids.ts";
import { contactIds } from "./intercom/ids.ts";
import { createAccount, isCaptured, paymentOf } from "./paypal/account.ts";
import { defaultSettings } from "./paypal/options.ts";
import { accountIdOf } from "./paypal/payer.ts";
import { historyBegins } from "./paypal/reporting/horizon.ts";
import { userExtId } from "./smartico/player-ids.ts";
import { stripeId } from "./stripe/ids.ts";
import type { BookName, World } from "./world.ts";
import { endUserIds } from "./zendesk/ids.ts";

/** The vendor's ids of the person record with this serial: one, but of PayPal's payers none or several. */
export type PersonIds = (serial: number) => readonly string[];

/** @param now milliseconds since the epoch: PayPal tells nothing of those who paid too long ago */
export function personIdsIn(world: World, source: BookName, now: () => number): PersonIds {
  switch (source) {
    case "hubspot":
      return (serial) => [hubspotContactId(serial)];
    case "salesforce":
      return (serial) => [salesforceContactIds.idOf(serial)];
    case "dynamics":
      return (serial) => [dynamicsContactGuids.idOf(serial)];
    case "zendesk":
      return (serial) => [String(endUserIds.idOf(serial))];
    case "intercom":
      return (serial) => [contactIds.idOf(serial)];
    case "stripe":
      return (serial) => [stripeId("customer", serial)];
    case "smartico":
      return playerIds(world);
    case "paypal":
      return payerIds(world, now);
  }
}

/** Two brands may have players of the same name, so that the brand is a part of it. */
function playerIds({ books: { smartico } }: World): PersonIds {
  return (serial) => {
    const brand = smartico.brands[smartico.player(serial).brand];
    return brand === undefined ? [] : [`${brand.key}/${userExtId(smartico.players.at(serial))}`];
  };
}

/** PayPal knows who paid, by the account or, of guests, by the address. It has no list of those who did not. */
function payerIds({ books: { paypal } }: World, now: () => number): PersonIds {
  const account = createAccount(paypal, defaultSettings, now);
  const begins = historyBegins(account);
  return (serial) => {
    const ids = paypal.payments.of(serial).flatMap((payment) => {
      const row = paypal.payments.at(payment);
      if (!isCaptured(row) || row.createdAt < begins) return [];
      const { payer, isGuest } = paymentOf(row, account);
      return isGuest ? (payer.email?.toLowerCase() ?? []) : accountIdOf(payer);
    });
    return [...new Set(ids)];
  };
}
