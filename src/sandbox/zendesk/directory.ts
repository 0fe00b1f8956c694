// Zendesk keeps customers and employees in one table of users. A user's position is its rank by id: staff first, then
// the desk's end users.
import { hubspotContactId, hubspotContactSerial } from "../ids.ts";
import type { AgentRow, PersonRecord, World } from "../world.ts";
import { credentials } from "./auth.ts";
import { groups } from "./groups.ts";
import { endUserIds, staffIds } from "./ids.ts";
import { elementAt } from "./listing.ts";
import { noOwnUserFields, ownUserFieldsOf } from "./user-fields.ts";

export interface DeskUser {
  readonly position: number;
  readonly id: number;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly role: "end-user" | "agent" | "admin";
  /** Serial of the company that is the user's organization. */
  readonly company: number | null;
  readonly externalId: string | null;
  /** Index into the groups; null for end users, who are in none. */
  readonly group: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** What the account keeps in fields of its own, by their keys; of staff nothing. */
  readonly ownFields: Readonly<Record<string, unknown>>;
}

export interface Directory {
  readonly size: number;
  readonly staffSize: number;
  at(position: number): DeskUser;
  /** Null when nobody has that id. */
  positionOf(id: number): number | null;
  /** Position of the desk user with this serial. */
  ofEndUser(serial: number): number;
  /** Position of the agent with this index in `World.agents`. */
  ofAgent(index: number): number;
  /** Positions of the users with exactly this address, whatever its case. */
  withEmail(email: string): readonly number[];
  withExternalId(externalId: string): readonly number[];
  /** The serial of the desk user at this position, or null for staff. */
  endUserAt(position: number): number | null;
  /** The index of the agent at this position; null for end users and for the administrator. */
  agentAt(position: number): number | null;
}

/** Position of the administrator whose credentials the sandbox hands out. */
export const administrator = 0;

const dayMs = 86_400_000;
/** The account is older than every record of the world. */
const accountOpenedAt = Date.UTC(2015, 0, 12, 9);

export function createDirectory(world: World): Directory {
  const staff: readonly DeskUser[] = [
    administratorUser(),
    ...world.agents.map((agent, index) => staffUser(agent, index + 1)),
  ];
  const staffByEmail = new Map(staff.map((user) => [user.email, user.position]));
  const staffSize = staff.length;
  const endUserAt = (position: number) => (position < staffSize ? null : position - staffSize);

  return {
    size: staffSize + world.deskUsers.size,
    staffSize,
    at(position) {
      const serial = endUserAt(position);
      return serial === null ? elementAt(staff, position) : endUser(world.deskUsers.at(serial), position);
    },
    positionOf(id) {
      const serial = endUserIds.serialOf(id, world.deskUsers.size);
      return serial === null ? staffIds.serialOf(id, staffSize) : staffSize + serial;
    },
    ofEndUser: (serial) => staffSize + serial,
    ofAgent: (index) => index + 1,
    withEmail(email) {
      const colleague = staffByEmail.get(email.toLowerCase());
      const customers = world.deskUsers.withEmail(email).map((serial) => staffSize + serial);
      return colleague === undefined ? customers : [colleague, ...customers];
    },
    withExternalId(externalId) {
      const crmSerial = hubspotContactSerial(externalId);
      return crmSerial === null ? [] : world.deskUsers.withCrmSerial(crmSerial).map((serial) => staffSize + serial);
    },
    endUserAt,
    agentAt: (position) => (position > administrator && position < staffSize ? position - 1 : null),
  };
}

function endUser(record: PersonRecord, position: number): DeskUser {
  const fullName = [record.givenName, record.familyName].filter((part) => part !== null && part !== "").join(" ");
  return {
    position,
    id: endUserIds.idOf(record.serial),
    // Zendesk refuses a user without a name; from an e-mail alone it takes what is left of the @.
    name: fullName || record.email?.split("@", 1)[0] || record.phone || "Customer",
    email: record.email,
    phone: record.phone,
    role: "end-user",
    company: record.person.company,
    externalId: record.crmSerial === null ? null : hubspotContactId(record.crmSerial),
    group: null,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
    ownFields: ownUserFieldsOf(record.person),
  };
}

function staffUser(agent: AgentRow, position: number): DeskUser {
  const createdAt = accountOpenedAt + position * dayMs;
  return {
    position,
    id: staffIds.idOf(position),
    name: `${agent.givenName} ${agent.familyName}`,
    email: agent.email.toLowerCase(),
    phone: null,
    role: "agent",
    company: null,
    externalId: null,
    group: position % groups.length,
    createdAt,
    updatedAt: createdAt,
    ownFields: noOwnUserFields,
  };
}

function administratorUser(): DeskUser {
  const self: AgentRow = { serial: 0, givenName: "Integration", familyName: "Service", email: credentials.email };
  return { ...staffUser(self, administrator), role: "admin" };
}
