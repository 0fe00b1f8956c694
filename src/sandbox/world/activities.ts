import type { ActivityRow, Children } from "../world.ts";
import { activityBodies, activitySubjects } from "./activity-texts.ts";
import { createOffspring } from "./offspring.ts";
import type { IndexedRecords } from "./person-records.ts";
import { Draws } from "./random.ts";
import { createChildren } from "./rows.ts";
import { streams } from "./streams.ts";
import { nastySubjects } from "./ticket-texts.ts";
import { dayMs, lastAt } from "./timeline.ts";

const nastySubjectShare = 0.05;
const noBodyShare = 0.3;
const neverDueShare = 0.08;
const canceledShare = 0.08;
const openTaskShare = 0.25;

const kindWeights: readonly (readonly [ActivityRow["kind"], number])[] = [
  ["task", 40],
  ["call", 22],
  ["meeting", 18],
  ["email", 20],
];

/** Activities of one CRM's contacts: most contacts have 0 to 3, one in fifty very many. */
export function createActivities(
  seed: number,
  size: number,
  agents: number,
  contacts: IndexedRecords,
): Children<ActivityRow> {
  const { family, createdAt } = createOffspring({
    name: "activity",
    seed,
    stream: streams.activityParents,
    size,
    parents: contacts.asParents,
    heavyShare: 0.25,
    heavyEvery: 50,
    quietShare: 0.35,
  });

  return createChildren("activity", family, (serial, contact) => {
    const draws = new Draws(seed, streams.activities, serial);
    const madeAt = createdAt(serial);
    const kind = draws.weighted(kindWeights);
    const dueAt = dueAtOf(draws, kind, madeAt);
    const status = statusOf(draws, kind, dueAt);
    const isOver = status === "done" || status === "canceled";
    // What is over changed last when it was done or called off; what is not, soon after it was noted down.
    const settledBy = isOver ? Math.min(lastAt, Math.max(madeAt, dueAt ?? lastAt)) : Math.min(lastAt, madeAt + dayMs);
    return {
      serial,
      kind,
      subject: draws.chance(nastySubjectShare) ? draws.pick(nastySubjects) : draws.pick(activitySubjects[kind]),
      body: draws.chance(noBodyShare) ? null : draws.pick(activityBodies),
      status,
      dueAt,
      durationMinutes: kind === "call" || kind === "meeting" ? draws.pick([15, 30, 45, 60, 90]) : null,
      contact,
      owner: draws.below(agents),
      createdAt: madeAt,
      updatedAt: madeAt + Math.floor((settledBy - madeAt) * (isOver ? 1 : draws.unit())),
    };
  });
}

function dueAtOf(draws: Draws, kind: ActivityRow["kind"], madeAt: number): number | null {
  if (kind === "email") return madeAt;
  if (kind === "task") return draws.chance(neverDueShare) ? null : madeAt + Math.floor(draws.unit() * 45 * dayMs);
  return madeAt + Math.floor(draws.unit() * 21 * dayMs);
}

function statusOf(draws: Draws, kind: ActivityRow["kind"], dueAt: number | null): ActivityRow["status"] {
  if (kind === "email") return "done";
  if (draws.chance(canceledShare)) return "canceled";
  if (kind !== "task") return dueAt !== null && dueAt > lastAt ? "planned" : "done";
  // Some tasks are overdue: their day is past and nobody has closed them.
  const isOpen = dueAt === null || dueAt > lastAt || draws.chance(openTaskShare);
  return isOpen ? draws.pick(["planned", "planned", "in_progress"]) : "done";
}
