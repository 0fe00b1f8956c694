import type { MissionRow, PersonRecord, PersonRecords, PlayerBook, PlayerRow } from "../world.ts";
import { brands } from "./brands.ts";
import { languageOf } from "./languages.ts";
import { drawAmountMinor } from "./money.ts";
import { Draws } from "./random.ts";
import { streams } from "./streams.ts";
import { dayMs, lastAt, laterThan } from "./timeline.ts";

const brandWeights: readonly (readonly [brand: number, weight: number])[] = [
  [0, 50],
  [1, 30],
  [2, 20],
];
/** The third brand's account has no predictions. */
const brandWithoutPredictions = 2;
const newFor = 14 * dayMs;
const englishShare = 0.15;

/** A level begins at `from` points. */
const levels: readonly { readonly name: string; readonly from: number }[] = [
  { name: "Newcomer", from: 0 },
  { name: "Bronze", from: 100 },
  { name: "Silver", from: 500 },
  { name: "Gold", from: 2_000 },
  { name: "Platinum", from: 8_000 },
  { name: "Diamond", from: 30_000 },
  { name: "Legend", from: 100_000 },
];
const mostPoints = 250_000;

const segments = [
  "slots",
  "live-casino",
  "sports",
  "weekend",
  "bonus-hunter",
  "vip",
  "dormant",
  "high-roller",
] as const;
const badges = ["first-deposit", "night-owl", "ten-day-streak", "tournament-winner", "explorer"] as const;
const missions = ["Play five games", "Verify your address", "Invite a friend", "Weekend challenge"] as const;

/** The gamification vendor's book. Its records are made when they are first read. */
export function createPlayerBook(seed: number, players: () => PersonRecords): PlayerBook {
  return {
    get players() {
      return players();
    },
    brands,
    player: (serial) => playerOf(seed, players().at(serial)),
  };
}

function playerOf(seed: number, record: PersonRecord): PlayerRow {
  const draws = new Draws(seed, streams.players, record.serial);
  const brand = draws.weighted(brandWeights);
  const { currency } = brands[brand] ?? { currency: "USD" };
  const language = draws.chance(englishShare) ? "en" : languageOf(record.person.country);
  const points = Math.floor(mostPoints ** draws.unit()) - 1;
  const level = levels.findLastIndex(({ from }) => points >= from);
  const hasPredictions = brand !== brandWithoutPredictions && record.createdAt < lastAt - newFor;
  const lifetimeValueMinor = drawAmountMinor(draws, currency, { minDollars: 5, maxDollars: 20_000 });
  const churnRisk = Math.round(draws.unit() * 1_000) / 1_000;
  return {
    serial: record.serial,
    brand,
    language,
    level: level + 1,
    levelName: levels[level]?.name ?? "",
    points,
    segments: segments.filter(() => draws.chance(0.2)),
    badges: badges.filter(() => draws.chance(0.25)),
    missions: missions.flatMap((name) => missionOf(draws, name)),
    predictedLifetimeValueMinor: hasPredictions ? lifetimeValueMinor : null,
    churnRisk: hasPredictions ? churnRisk : null,
    updatedAt: laterThan(record.updatedAt, draws.unit()),
  };
}

// Not begun, begun, or done.
function missionOf(draws: Draws, name: string): readonly MissionRow[] {
  const unit = draws.unit();
  if (unit < 0.5) return [];
  return [{ name, progressPercent: unit < 0.75 ? draws.below(100) : 100 }];
}
