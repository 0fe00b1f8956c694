// What PayPal can tell of people: those who paid within the years that its search keeps, by their account, or as guests by
// their address. Invoices go by addresses alone.
import { paypal } from "../../src/connectors/paypal/index.ts";
import { createAccount, isCaptured, paymentOf, type Account } from "../../src/sandbox/paypal/account.ts";
import { defaultSettings } from "../../src/sandbox/paypal/options.ts";
import { accountIdOf } from "../../src/sandbox/paypal/payer.ts";
import type { PaymentRow, World } from "../../src/sandbox/world.ts";
import type { Dealing, KnownAs, VendorBook } from "./vendor-books.ts";

interface Payer extends KnownAs {
  readonly payments: readonly PaymentRow[];
}

const HOUR_MS = 3_600_000;
const wholeSecond = (ms: number): number => Math.floor(ms / 1_000) * 1_000;
const money = (minorUnits: number, currency: string): object => ({ minorUnits, currency });

/** By world: all payers by id. Made once, as it reads every payment. */
const payersOf = new WeakMap<World, ReadonlyMap<string, Payer>>();

function payersIn(world: World): ReadonlyMap<string, Payer> {
  let payers = payersOf.get(world);
  if (payers === undefined) {
    payers = readPayers(createAccount(world.books.paypal, defaultSettings, Date.now));
    payersOf.set(world, payers);
  }
  return payers;
}

function readPayers(account: Account): ReadonlyMap<string, Payer> {
  const { payments } = account.book;
  const begins = Date.now() - 24 * HOUR_MS * Number(paypal.options?.historyDays) + HOUR_MS;
  const all = Array.from({ length: payments.size }, (_, serial) => payments.at(serial))
    .filter((row) => isCaptured(row) && row.createdAt >= begins)
    .toSorted((a, b) => a.createdAt - b.createdAt);
  const byId = Map.groupBy(all, (row) => payerIdOf(row, account));
  byId.delete("");
  return new Map(
    [...byId].map(([id, rows]) => {
      const last = rows.at(-1) ?? rows[0];
      const record = account.book.payers.at(last?.customer ?? 0);
      return [id, { id, record, madeAtMs: wholeSecond(rows[0]?.createdAt ?? 0), payments: rows }] as const;
    }),
  );
}

/** "" for nobody: a guest without an address. */
function payerIdOf(row: PaymentRow, account: Account): string {
  const { payer, isGuest } = paymentOf(row, account);
  return isGuest ? (payer.email?.toLowerCase() ?? "") : accountIdOf(payer);
}

function paymentShown(row: PaymentRow): Dealing {
  const atMs = wholeSecond(row.createdAt);
  return {
    atMs,
    shown: {
      amount: money(row.amountMinor, row.currency),
      status: row.status === "processing" ? "PROCESSING" : "SUCCEEDED",
      createdAt: new Date(atMs).toISOString(),
    },
    inner: {
      refunds: {
        nodes: row.refunds.toReversed().map((refund) => ({ amount: money(refund.amountMinor, row.currency) })),
      },
    },
  };
}

export const paypalBook: VendorBook = {
  kind: "payments",
  isNewestFirst: true,
  cannot: ["subscriptions"],
  knownAs: (world, serial) =>
    [...payersIn(world).values()].filter((payer) => payer.payments.some(({ customer }) => customer === serial)),
  companyOf: () => null,
  dealings: (world, _, id) => ({ payments: (payersIn(world).get(id)?.payments ?? []).map(paymentShown) }),
  dealingsOfAddresses({ books }, addresses) {
    const { payers, invoices } = books.paypal;
    const serials = addresses.flatMap((address) => payers.withEmail(address));
    return {
      invoices: [...new Set(serials)]
        .flatMap((serial) => invoices.of(serial))
        .map((serial) => invoices.at(serial))
        .map(({ totalMinor, currency, status, dueAt, createdAt }) => ({
          atMs: wholeSecond(createdAt),
          shown: {
            total: money(totalMinor, currency),
            status: status.toUpperCase(),
            dueDate: dueAt === null ? null : new Date(dueAt).toISOString().slice(0, 10),
          },
        })),
    };
  },
};
