import type { Account } from "../account.ts";
import type { JsonObject } from "../json.ts";
import type { Query } from "../query.ts";
import { cartInfo, payerInfo, transactionInfo } from "./transaction.ts";
import type { InfoOptions, Transaction } from "./transaction.ts";

type Block = (transaction: Transaction, account: Account, options: InfoOptions) => JsonObject;

// What nothing is known of is there, and empty, as PayPal sends it.
const nothing: Block = () => ({});

/** By the names that `fields` takes. */
const blocks: Readonly<Record<string, Block>> = {
  transaction_info: transactionInfo,
  payer_info: payerInfo,
  shipping_info: nothing,
  auction_info: nothing,
  cart_info: cartInfo,
  incentive_info: nothing,
  store_info: nothing,
};

/** Reads `fields`: writes the blocks of a transaction that were asked for, and no others. */
export function readFields(query: Query): Block {
  const names = (query.text("fields") ?? "transaction_info").split(",").map((name) => name.trim());
  const wanted = names.includes("all") ? Object.keys(blocks) : names;
  if (!wanted.every((name) => Object.hasOwn(blocks, name))) query.reject("fields", "value");
  return (transaction, account, options) =>
    Object.fromEntries(wanted.map((name) => [name, (blocks[name] ?? nothing)(transaction, account, options)] as const));
}
