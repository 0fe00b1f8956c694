// https://developer.zendesk.com/api-reference/ticketing/users/users/
import type { DeskUser } from "./directory.ts";
import { groupIds, organizationIds } from "./ids.ts";
import { apiTime } from "./wire.ts";

/** The user as an admin sees it. */
export function userObject(user: DeskUser, origin: string): Record<string, unknown> {
  const isStaff = user.role !== "end-user";
  return {
    id: user.id,
    url: `${origin}/api/v2/users/${user.id}.json`,
    name: user.name,
    email: user.email,
    created_at: apiTime(user.createdAt),
    updated_at: apiTime(user.updatedAt),
    time_zone: "UTC",
    iana_time_zone: "Etc/UTC",
    phone: user.phone,
    shared_phone_number: user.phone === null ? null : false,
    photo: null,
    locale_id: 1,
    locale: "en-US",
    organization_id: user.company === null ? null : organizationIds.idOf(user.company),
    role: user.role,
    verified: user.email !== null,
    external_id: user.externalId,
    tags: [],
    alias: isStaff ? "" : null,
    active: true,
    shared: false,
    shared_agent: false,
    last_login_at: isStaff ? apiTime(user.updatedAt) : null,
    two_factor_auth_enabled: isStaff ? true : null,
    signature: isStaff ? "" : null,
    details: "",
    notes: "",
    role_type: user.role === "agent" ? 0 : user.role === "admin" ? 4 : null,
    custom_role_id: null,
    moderator: isStaff,
    ticket_restriction: isStaff ? null : "requested",
    only_private_comments: false,
    restricted_agent: !isStaff,
    suspended: false,
    default_group_id: user.group === null ? null : groupIds.idOf(user.group),
    report_csv: user.role === "admin",
    user_fields: user.ownFields,
  };
}
