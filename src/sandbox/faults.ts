// Faults on demand: how one source misbehaves until told otherwise. The framework in vendor-server.ts acts on them,
// so that a vendor's own code knows nothing of them.
import { z } from "zod";

/** What can happen to a request instead of the vendor's answer; the first that applies in this order wins. */
export const outcomes = ["hang", "reset", "tooManyRequests", "serverError", "truncated", "malformed"] as const;
export type Outcome = (typeof outcomes)[number];

/** When a fault strikes: with a probability (default 1), at most `count` times, only below a path. */
export interface FaultRule {
  readonly rate?: number | undefined;
  readonly count?: number | undefined;
  readonly pathPrefix?: string | undefined;
}

/** Added to the source's ordinary latency; it can strike together with one outcome. */
export interface LatencyRule extends FaultRule {
  readonly ms: number;
}

export type FaultSettings = { readonly [K in Outcome]?: FaultRule | undefined } & {
  readonly latency?: LatencyRule | undefined;
};

/** What one request gets. */
export interface FaultDecision {
  readonly addedLatencyMs: number;
  readonly outcome: Outcome | null;
}

export interface FaultSwitch {
  /** Replaces every fault of the source. Throws FaultInputError when a value is out of range. */
  set(settings: FaultSettings): void;
  clear(): void;
  /** The faults still in force, `count` being what is left of it. */
  readonly active: FaultSettings;
  /** Draws for one request and uses up counts. */
  decide(path: string): FaultDecision;
}

/** A fault description that cannot be used; every problem names its field and the fix. */
export class FaultInputError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("; "));
    this.name = "FaultInputError";
    this.problems = problems;
  }
}

const rate = z.number("must be a number from 0 to 1, for instance 0.3");
const count = z.int("must be a whole number of requests, at least 1");
const rule = {
  rate: rate.min(0, "must be at least 0").max(1, "must be at most 1: it is a share, not a percentage").optional(),
  count: count.min(1, "must be at least 1; use DELETE to end a fault").optional(),
  pathPrefix: z
    .string("must be a string such as /crm/v3/objects/deals")
    .startsWith("/", "must start with /, for instance /crm/v3/objects/deals")
    .optional(),
};
const ms = z
  .number("must be a number of milliseconds, for instance 500")
  .min(0, "must not be negative")
  .max(600_000, "must be at most 600000 (ten minutes); use hang for no answer at all");
const ruleSchema = z.strictObject(rule, ruleError("rate, count, pathPrefix"));
const latencySchema = z.strictObject({ ms, ...rule }, ruleError("ms, rate, count, pathPrefix"));
const settingsSchema = z.strictObject(
  {
    latency: latencySchema.optional(),
    hang: ruleSchema.optional(),
    reset: ruleSchema.optional(),
    tooManyRequests: ruleSchema.optional(),
    serverError: ruleSchema.optional(),
    truncated: ruleSchema.optional(),
    malformed: ruleSchema.optional(),
  },
  ruleError(`latency, ${outcomes.join(", ")}`),
);

function ruleError(allowed: string): { readonly error: z.core.$ZodErrorMap } {
  return {
    error: (issue) =>
      issue.code === "unrecognized_keys" && Array.isArray(issue.keys)
        ? `does not know ${issue.keys.join(", ")}; it takes ${allowed}`
        : `must be a JSON object with any of ${allowed}`,
  };
}

/** Checks what came over the admin port. Throws FaultInputError with every problem. */
export function parseFaults(input: unknown): FaultSettings {
  const result = settingsSchema.safeParse(input);
  if (result.success) return result.data;
  throw new FaultInputError(
    result.error.issues.map(
      (issue) => `${issue.path.length === 0 ? "the body" : issue.path.join(".")} ${issue.message}`,
    ),
  );
}

/** The switch of one source; `random` gives numbers in [0, 1). */
export function createFaultSwitch(random: () => number): FaultSwitch {
  let settings: FaultSettings = {};

  function strikes(kind: Outcome | "latency", path: string): boolean {
    const rule = settings[kind];
    if (rule === undefined || !path.startsWith(rule.pathPrefix ?? "/") || random() >= (rule.rate ?? 1)) return false;
    if (rule.count === undefined) return true;
    const { [kind]: _used, ...others } = settings;
    settings = rule.count > 1 ? { ...settings, [kind]: { ...rule, count: rule.count - 1 } } : others;
    return true;
  }

  return {
    set(next) {
      settings = parseFaults(next);
    },
    clear() {
      settings = {};
    },
    get active() {
      return settings;
    },
    decide(path) {
      const latency = settings.latency;
      return {
        addedLatencyMs: latency !== undefined && strikes("latency", path) ? latency.ms : 0,
        outcome: outcomes.find((kind) => strikes(kind, path)) ?? null,
      };
    },
  };
}
