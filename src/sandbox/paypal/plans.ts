// https://developer.paypal.com/docs/api/subscriptions/v1/#plans
import type { FastifyRequest } from "fastify";
import type { SubscriptionRow } from "../world.ts";
import { exponentOf } from "../world/money.ts";
import { noSuchId } from "./fault.ts";
import { ids } from "./ids.ts";
import type { JsonObject } from "./json.ts";
import { link, originOf, pageLinks } from "./links.ts";
import { money } from "./money.ts";
import { plansWording } from "./problems.ts";
import { createQuery } from "./query.ts";
import { instant } from "./wire-time.ts";

/** One plan is one of the merchant's products in one currency. */
export interface Plan {
  readonly serial: number;
  readonly key: string;
  readonly name: string;
  readonly unit: "MONTH" | "YEAR";
  readonly priceMinor: number;
  readonly currency: string;
}

const products = [
  { key: "basic-monthly", name: "Basic", unit: "MONTH", dollars: 9 },
  { key: "team-monthly", name: "Team", unit: "MONTH", dollars: 29 },
  { key: "business-monthly", name: "Business", unit: "MONTH", dollars: 99 },
  { key: "enterprise-yearly", name: "Enterprise", unit: "YEAR", dollars: 990 },
] as const;
const unitsPerDollar = { USD: 1, EUR: 0.9, GBP: 0.8, JPY: 150 } as const;
const currencies = Object.entries(unitsPerDollar);
/** Before the first subscription. */
const createdAt = Date.UTC(2021, 10, 1);

const plans: readonly Plan[] = products.flatMap(({ key, name, unit, dollars }, product) =>
  currencies.map(([currency, units], place) => ({
    serial: product * currencies.length + place,
    key,
    name: `${name} (${currency})`,
    unit,
    priceMinor: Math.round(dollars * units * 10 ** exponentOf(currency)),
    currency,
  })),
);

export function planOf({ plan, currency }: SubscriptionRow): Plan {
  const found = plans.find((one) => one.key === plan && one.currency === currency);
  if (found === undefined) throw new RangeError(`no plan for ${plan} in ${currency}`);
  return found;
}

/** Throws the 404. */
export function findPlan(id: string): Plan {
  const plan = plans[ids.plan.serialOf(id) ?? -1];
  if (plan === undefined) throw noSuchId("id", id);
  return plan;
}

/** `priceMinor` in place of the plan's own for a subscription with a price of its own. */
export function renderPlan(plan: Plan, origin: string, priceMinor: number = plan.priceMinor): JsonObject {
  return {
    ...minimalPlan(plan, origin),
    billing_cycles: [
      {
        pricing_scheme: {
          version: 1,
          fixed_price: money(priceMinor, plan.currency),
          create_time: instant(createdAt),
          update_time: instant(createdAt),
        },
        frequency: { interval_unit: plan.unit, interval_count: 1 },
        tenure_type: "REGULAR",
        sequence: 1,
        total_cycles: 0,
      },
    ],
    payment_preferences: {
      auto_bill_outstanding: true,
      setup_fee_failure_action: "CANCEL",
      payment_failure_threshold: 3,
    },
    quantity_supported: false,
    update_time: instant(createdAt),
  };
}

/** GET /v1/billing/plans. Throws PaypalFault. */
export function listPlans(request: FastifyRequest): JsonObject {
  const query = createQuery(request.url, plansWording);
  const productId = query.text("product_id", { min: 6, max: 50 });
  const planIds = query.text("plan_ids")?.split(",");
  if ((planIds ?? []).length > 10) query.reject("plan_ids", "value");
  const pageSize = query.integer("page_size", { min: 1, max: 20, default: 10 });
  const page = query.integer("page", { min: 1, max: 100_000, default: 1 });
  const isTotalRequired = query.flag("total_required");
  query.finish();

  const found = plans.filter(
    (plan) =>
      (productId === undefined || productIdOf(plan) === productId) &&
      (planIds === undefined || planIds.includes(ids.plan.idOf(plan.serial))),
  );
  const isWhole = request.headers["prefer"] === "return=representation";
  const totalPages = Math.ceil(found.length / pageSize);
  const origin = originOf(request);
  return {
    plans: found
      .slice((page - 1) * pageSize, page * pageSize)
      .map((plan) => (isWhole ? renderPlan(plan, origin) : minimalPlan(plan, origin))),
    ...(isTotalRequired && { total_items: found.length, total_pages: totalPages }),
    links: pageLinks(request, page, totalPages),
  };
}

function minimalPlan(plan: Plan, origin: string): JsonObject {
  const id = ids.plan.idOf(plan.serial);
  return {
    id,
    product_id: productIdOf(plan),
    name: plan.name,
    status: "ACTIVE",
    description: `${plan.name}, billed every ${plan.unit.toLowerCase()}`,
    create_time: instant(createdAt),
    links: [link(`${origin}/v1/billing/plans/${id}`, "self")],
  };
}

function productIdOf({ key }: Plan): string {
  return ids.product.idOf(products.findIndex((product) => product.key === key));
}
