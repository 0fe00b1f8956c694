// The leased calls of all windows: those for calls that somebody waits for, and those for background work, whose share of
// the budget is smaller.
import type { BudgetOptions } from "./budget.ts";
import { LeasedStock } from "./leased-stock.ts";
import type { LeasedStockOptions } from "./leased-stock.ts";
import type { Priority } from "./priority.ts";
import type { QuotaWindow } from "./quota-window.ts";

export interface Stocks {
  of(window: QuotaWindow, priority: Priority): LeasedStock;
  close(): Promise<void>;
}

/** Undefined where nothing is shared. */
export function createStocks(
  { ledger, account, clock, timers, log }: BudgetOptions,
  windows: readonly QuotaWindow[],
  events: Pick<LeasedStockOptions, "onChange" | "onPause">,
): Stocks | undefined {
  if (ledger === undefined) return undefined;
  const stockOf = (window: QuotaWindow, isBackground: boolean): LeasedStock =>
    new LeasedStock({ ledger, account, window, isBackground, clock, timers, log, ...events });
  const foreground = new Map(windows.map((window) => [window, stockOf(window, false)]));
  const background = new Map(windows.map((window) => [window, stockOf(window, true)]));
  return {
    of(window, priority) {
      const stock = (priority === "background" ? background : foreground).get(window);
      if (stock === undefined) throw new Error(`${window.name} is no window of this governor`);
      return stock;
    },
    async close() {
      await Promise.all([...foreground.values(), ...background.values()].map((stock) => stock.close()));
    },
  };
}
