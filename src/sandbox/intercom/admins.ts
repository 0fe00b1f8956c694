// https://developers.intercom.com/docs/references/rest-api/api.intercom.io/admins
import type { AgentRow } from "../world.ts";
import { notFound } from "./errors.ts";
import { adminIds, teamIds, workspaceId } from "./ids.ts";

/** A teammate. Index 0 is the one that the access token belongs to; the book's agents follow in their order. */
export interface Admin {
  readonly index: number;
  readonly name: string;
  readonly email: string;
  readonly jobTitle: string;
  readonly team: number;
}

export interface Admins {
  readonly all: readonly Admin[];
  at(index: number): Admin;
  ofAgent(agent: number): number;
  /** Index of the admin with this id. Throws Intercom's 404 when nobody has it. */
  indexOf(id: string): number;
}

/** What conversations and tickets can be assigned to beside a teammate; an admin's team is one of these. */
export const teams = ["Support", "Billing", "Technical"] as const;

const workspaceCreatedAt = Date.UTC(2020, 2, 2, 9) / 1_000;

export function createAdmins(agents: readonly AgentRow[]): Admins {
  const owner = admin(0, "Integration Service", "integrations@tributary-sandbox.example", "Operations");
  const all = [
    owner,
    ...agents.map((agent, place) =>
      admin(place + 1, `${agent.givenName} ${agent.familyName}`, agent.email.toLowerCase(), "Support agent"),
    ),
  ];
  return {
    all,
    at(index) {
      const found = all[index];
      if (found === undefined) throw new RangeError(`no admin ${index} among ${all.length}`);
      return found;
    },
    ofAgent: (agent) => agent + 1,
    indexOf(id) {
      const index = adminIds.serialOf(id);
      if (index === null || index >= all.length) throw notFound("Admin not found", "admin_not_found");
      return index;
    },
  };
}

function admin(index: number, name: string, email: string, jobTitle: string): Admin {
  return { index, name, email, jobTitle, team: index % teams.length };
}

/** The admin as lists have it; `withAvatar` adds the image, of which nobody here has one. */
export function adminObject(one: Admin, withAvatar = false): Record<string, unknown> {
  return {
    type: "admin",
    id: adminIds.idOf(one.index),
    name: one.name,
    email: one.email,
    job_title: one.jobTitle,
    away_mode_enabled: false,
    away_mode_reassign: false,
    away_status_reason_id: null,
    has_inbox_seat: true,
    team_ids: [Number(teamIds.idOf(one.team))],
    team_priority_level: { primary_team_ids: [Number(teamIds.idOf(one.team))], secondary_team_ids: [] },
    ...(withAvatar && { avatar: null }),
  };
}

/** The admin as GET /me has it, with the workspace. */
export function adminWithApp(one: Admin): Record<string, unknown> {
  return {
    type: "admin",
    id: adminIds.idOf(one.index),
    name: one.name,
    email: one.email,
    job_title: one.jobTitle,
    away_mode_enabled: false,
    away_mode_reassign: false,
    has_inbox_seat: true,
    team_ids: [Number(teamIds.idOf(one.team))],
    avatar: { type: "avatar", image_url: null },
    email_verified: true,
    app: {
      type: "app",
      id_code: workspaceId,
      name: "Tributary Sandbox",
      region: "US",
      // The days of searches are counted in it.
      timezone: "Etc/UTC",
      created_at: workspaceCreatedAt,
      identity_verification: false,
      secure: false,
    },
  };
}
