import { companiesFromAt } from "../../world/timeline.ts";
import { exponentOf } from "../../world/money.ts";
import { activeStates, activeStatuses } from "../choices.ts";
import { defineTable } from "../define-table.ts";
import { guids } from "../guids.ts";
import type { Table } from "../table.ts";
import { integer, status, text } from "./column-plans.ts";

interface Currency {
  readonly code: string;
  readonly name: string;
  readonly symbol: string;
  /** Units for one of the base currency, which is the first. */
  readonly rate: number;
}

const currencies: readonly Currency[] = [
  { code: "USD", name: "US Dollar", symbol: "$", rate: 1 },
  { code: "EUR", name: "Euro", symbol: "€", rate: 0.9 },
  { code: "GBP", name: "Pound Sterling", symbol: "£", rate: 0.8 },
  { code: "JPY", name: "Japanese Yen", symbol: "¥", rate: 150 },
  { code: "KWD", name: "Kuwaiti Dinar", symbol: "KD", rate: 0.3 },
];

const basePrecision = 4;

/** The currency with this ISO 4217 code. Throws RangeError when the environment does not have it. */
export function currencySerial(code: string): number {
  const serial = currencies.findIndex((currency) => currency.code === code);
  if (serial < 0) throw new RangeError(`currency ${code} is not in the sandbox's data`);
  return serial;
}

/** How an amount looks to a user of the environment, whose format is that of the United States. */
export function formatMoney(amount: number, serial: number): string {
  const { code, symbol } = currencyAt(serial);
  const digits = exponentOf(code);
  const number = Math.abs(amount).toLocaleString("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return amount < 0 ? `(${symbol}${number})` : `${symbol}${number}`;
}

/** Units from minor units. */
export function unitsOf(minor: number, code: string): number {
  return minor / 10 ** exponentOf(code);
}

export function exchangeRateOf(code: string): number {
  return currencyAt(currencySerial(code)).rate;
}

/** In the base currency, as the `_base` columns have it. */
export function inBase(minor: number, code: string): number {
  return Number((unitsOf(minor, code) / exchangeRateOf(code)).toFixed(basePrecision));
}

export function createCurrencies(): Table {
  return defineTable<Currency & { serial: number; createdAt: number; updatedAt: number }>({
    name: "transactioncurrency",
    setName: "transactioncurrencies",
    displayName: "Currency",
    schemaName: "TransactionCurrency",
    key: "transactioncurrencyid",
    primaryName: "currencyname",
    typeCode: 9_105,
    guids: guids.transactioncurrency,
    rows: {
      size: currencies.length,
      at: (serial) => ({ ...currencyAt(serial), serial, createdAt: companiesFromAt, updatedAt: companiesFromAt }),
    },
    columns: {
      currencyname: text((row) => row.name),
      isocurrencycode: text((row) => row.code),
      currencysymbol: text((row) => row.symbol),
      currencyprecision: integer((row) => exponentOf(row.code)),
      exchangerate: { type: "decimal", read: (row) => row.rate },
      ...status(activeStates, activeStatuses, () => 1),
    },
  });
}

function currencyAt(serial: number): Currency {
  const currency = currencies[serial];
  if (currency === undefined) throw new RangeError(`currency ${serial} does not exist`);
  return currency;
}
