// What sums must come to, counted in the sandbox's world, without any mapping of ours.
import { pickFor } from "../../src/sandbox/dynamics/draws.ts";
import { isCaptured } from "../../src/sandbox/paypal/account.ts";
import type { Vendor } from "../../src/sandbox/vendor-server.ts";
import type { CrmName, World } from "../../src/sandbox/world.ts";
import { bookOf } from "./customer-truth.ts";
import type { Dealing } from "./vendor-books.ts";

type Source = Vendor["name"];

export interface TrueMoney {
  readonly minorUnits: number;
  readonly currency: string;
}

/** One deal, ticket or payment, by what sums tell apart. */
export interface TrueItem {
  readonly month: string;
  readonly amount: TrueMoney | null;
  readonly [key: string]: unknown;
}

const monthOf = (ms: number): string => new Date(ms).toISOString().slice(0, 7);

/** The dealings of everybody in a book, in the order of the people. */
function everyDealing(world: World, source: Source, size: number, kind: "deals" | "tickets" | "payments"): Dealing[] {
  return Array.from({ length: size }, (_, serial) => serial).flatMap((serial) => {
    const [known] = bookOf(source).knownAs(world, serial);
    return known === undefined ? [] : (bookOf(source).dealings(world, serial, known.id)[kind] ?? []);
  });
}

export function trueDeals(world: World, source: CrmName): TrueItem[] {
  const book = world.books[source];
  const serials = Array.from({ length: book.contacts.size }, (_, contact) => book.deals.of(contact)).flat();
  const dealings = everyDealing(world, source, book.contacts.size, "deals");
  return serials.map((serial, place) => {
    const { closeAt, owner } = book.deals.at(serial);
    const { stage, amount } = (dealings[place]?.shown ?? {}) as { stage: { name: unknown; outcome: string } } & {
      amount: TrueMoney;
    };
    return {
      // Which of its reasons a lost deal of Dynamics has is drawn by the vendor.
      stage: `${stage.outcome} ${typeof stage.name === "string" ? stage.name : ""}`,
      owner: nameOf(book.agents[owner]),
      month: monthOf(closeAt),
      amount,
    };
  });
}

/** Why a case was closed, Dynamics draws: information was provided, or it was called off or merged. */
const DYNAMICS_CLOSED = ["SOLVED", "SOLVED", "SOLVED", "CLOSED", "CLOSED"] as const;

export function trueTickets(world: World, source: CrmName | "zendesk" | "intercom"): TrueItem[] {
  const book = world.books[source];
  const [people, tickets] = "cases" in book ? [book.contacts, book.cases] : [book.users, book.tickets];
  const serials = Array.from({ length: people.size }, (_, person) => tickets.of(person)).flat();
  const dealings = everyDealing(world, source, people.size, "tickets");
  return serials.map((serial, place) => {
    const { createdAt, assignee } = tickets.at(serial);
    const { status, priority } = dealings[place]?.shown ?? {};
    const isDynamics = source === "dynamics";
    return {
      status: isDynamics && status === "CLOSED" ? pickFor("closedCase", serial, DYNAMICS_CLOSED) : status,
      priority: priority ?? null,
      // Whose case nobody has, the system has there.
      assignee: assignee === null ? (isDynamics ? "SYSTEM" : null) : nameOf(book.agents[assignee]),
      month: monthOf(createdAt),
      amount: null,
    };
  });
}

export function trueRevenue(world: World, source: "stripe" | "paypal"): TrueItem[] {
  const { payments } = world.books[source];
  const rows = Array.from({ length: payments.size }, (_, serial) => payments.at(serial));
  const isKept = (createdAt: number): boolean => createdAt >= Date.now() - 1_095 * 86_400_000;
  return rows
    .filter((row) =>
      source === "stripe"
        ? row.status === "succeeded" && !row.isLegacyCharge
        : isCaptured(row) && row.status !== "processing" && isKept(row.createdAt),
    )
    .map(({ createdAt, amountMinor, currency }) => ({
      month: monthOf(createdAt),
      currency,
      amount: { minorUnits: amountMinor, currency },
    }));
}

function nameOf(agent: { readonly givenName: string; readonly familyName: string } | undefined): string | null {
  return agent === undefined ? null : `${agent.givenName} ${agent.familyName}`;
}

/** "<key> / <key> / <currency>" to [count, minor units]. */
export type Totals = Readonly<Record<string, readonly [count: number, minorUnits: number]>>;

export function totalsBy(items: readonly TrueItem[], keys: readonly string[]): Totals {
  return totalsOfGroups(
    items.map((item) => ({ ...item, count: 1 })),
    keys,
  );
}

export function totalsOfGroups(
  groups: readonly { readonly count: number; readonly amount?: TrueMoney | null; readonly [key: string]: unknown }[],
  keys: readonly string[],
): Totals {
  const totals: Record<string, [number, number]> = {};
  for (const group of groups) {
    const { count, amount } = group;
    const name = [...keys.map((key) => String(group[key] ?? null)), amount?.currency ?? ""].join(" / ");
    const [known, sum] = totals[name] ?? [0, 0];
    totals[name] = [known + count, sum + (amount?.minorUnits ?? 0)];
  }
  return totals;
}
