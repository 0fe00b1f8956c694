// A player as docs/smartico.md suggests to write a webhook's template: texts throughout, and an empty one where there is nothing.
import { hubspotContactId } from "../ids.ts";
import type { BrandRow, PersonRecord, PlayerRow } from "../world.ts";
import { ownFactsOf } from "../world/loyalty.ts";
import { userExtId } from "./player-ids.ts";

export type WebhookBody = Readonly<Record<string, unknown>>;

const firstBrandNumber = 501;

export function webhookBody(record: PersonRecord, player: PlayerRow, brand: BrandRow): WebhookBody {
  const { loyalty, interests } = ownFactsOf(record.person);
  return {
    user_ext_id: userExtId(record),
    user_id: String(70_000_000 + record.serial),
    ext_brand_id: brand.key,
    core_sm_brand_id: String(firstBrandNumber + brand.serial),
    crm_contact_id: record.externalOf === null ? "" : hubspotContactId(record.externalOf.serial),
    email: record.email ?? "",
    phone: record.phone ?? "",
    first_name: record.givenName ?? "",
    last_name: record.familyName ?? "",
    core_user_language: player.language.toUpperCase(),
    ach_points_balance: String(player.points),
    ach_level_current: player.levelName,
    core_external_segment: player.segments.join(","),
    core_external_markers: player.segments.includes("vip") ? "call-before-block" : "",
    badges: player.badges.join(","),
    missions: player.missions.map(({ name, progressPercent }) => ({ name, progress_percent: String(progressPercent) })),
    predicted_lifetime_value: decimal(player.predictedLifetimeValueMinor),
    predicted_lifetime_value_currency: player.predictedLifetimeValueMinor === null ? "" : brand.currency,
    churn_risk: player.churnRisk === null ? "" : String(player.churnRisk),
    loyalty_tier: loyalty?.tier ?? "",
    interests: interests.join(","),
    created_at: String(record.createdAt),
    updated_at: String(player.updatedAt),
  };
}

/** All brands' currencies have two decimals. */
function decimal(minor: number | null): string {
  return minor === null ? "" : (minor / 100).toFixed(2);
}
