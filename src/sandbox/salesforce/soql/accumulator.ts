import { compare } from "./scalar.ts";
import type { Scalar } from "./scalar.ts";
import type { AggregateFunction } from "./syntax.ts";

/** Takes values one by one; nulls do not count. */
export interface Accumulator {
  add(value: Scalar): void;
  result(): Scalar;
}

export function createAccumulator(name: AggregateFunction): Accumulator {
  switch (name) {
    case "COUNT": {
      let count = 0;
      return {
        add(value) {
          if (value !== null) count += 1;
        },
        result: () => count,
      };
    }
    case "COUNT_DISTINCT": {
      const seen = new Set<Scalar>();
      return {
        add(value) {
          if (value !== null) seen.add(value);
        },
        result: () => seen.size,
      };
    }
    case "SUM":
    case "AVG": {
      let count = 0;
      let sum = 0;
      return {
        add(value) {
          if (typeof value !== "number") return;
          count += 1;
          sum += value;
        },
        result() {
          if (count === 0) return null;
          return exact(name === "SUM" ? sum : sum / count);
        },
      };
    }
    case "MIN":
    case "MAX": {
      let best: Scalar = null;
      const sign = name === "MIN" ? 1 : -1;
      return {
        add(value) {
          if (value !== null && (best === null || compare(value, best) * sign < 0)) best = value;
        },
        result: () => (typeof best === "number" ? exact(best) : best),
      };
    }
  }
}

/** Salesforce counts in decimals, so that 0.1 and 0.2 are 0.3. */
function exact(value: number): number {
  return Number(value.toFixed(6));
}
