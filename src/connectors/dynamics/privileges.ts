// What the application user may read: https://learn.microsoft.com/power-platform/admin/security-roles-privileges
import { idAt, recordsAt, ReplyShapeError, textAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import { isGuid, textList } from "./odata-filter.ts";
import { API } from "./table.ts";

/** Who asks: the id of the application user. Throws UpstreamError. */
export async function whoAmI(http: Http): Promise<string> {
  const userId = idAt(await http.get(`${API}/WhoAmI`), "UserId");
  if (userId !== null && isGuid(userId)) return userId;
  throw new ReplyShapeError(`expected a GUID at "UserId"`);
}

const NEEDED: Readonly<Record<string, string>> = {
  prvReadContact: "contacts",
  prvReadAccount: "companies",
  prvReadOpportunity: "deals",
  prvReadCurrency: "amounts of deals",
  prvReadActivity: "activities",
  prvReadIncident: "tickets",
  prvReadNote: "comments of tickets",
  prvReadUser: "owners and agents",
};

/** What the application user's roles keep it from reading. Throws UpstreamError. */
export async function adviseOnPrivileges(http: Http): Promise<readonly string[]> {
  const userId = await whoAmI(http);
  const call = "Microsoft.Dynamics.CRM.RetrieveUserSetOfPrivilegesByNames(PrivilegeNames=@p1)";
  const names = Object.keys(NEEDED);
  const reply = await http.get(`${API}/systemusers(${userId})/${call}`, { "@p1": textList(names) });
  const depths = new Map(
    recordsAt(reply, "RolePrivileges").map((held) => [textAt(held, "PrivilegeName"), textAt(held, "Depth")]),
  );
  return names.flatMap((name) => {
    const depth = depths.get(name);
    if (depth === undefined) return [`it may not read ${NEEDED[name]}: give its security role ${name}`];
    if (depth === "Global") return [];
    return [`it reads only its own or its business unit's ${NEEDED[name]}: ${name} has depth ${String(depth)}`];
  });
}
