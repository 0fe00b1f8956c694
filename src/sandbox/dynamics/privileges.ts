// What a user may do: https://learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/retrieveusersetofprivilegesbynames
import type { Catalog } from "./catalog.ts";
import { businessUnitId } from "./guids.ts";
import { parseArray } from "./odata/parse-array.ts";
import type { QueryOptions } from "./odata/query-options.ts";
import type { WireObject } from "./query/record.ts";

const call = /^Microsoft\.Dynamics\.CRM\.RetrieveUserSetOfPrivilegesByNames\(PrivilegeNames=(@\w+|\[[^]*\])\)$/;

/** Tables whose privileges do not go by their own names. */
const spokenNames: Readonly<Record<string, string>> = {
  systemuser: "User",
  annotation: "Note",
  transactioncurrency: "Currency",
  activitypointer: "Activity",
};

/**
 * The answer to a call of the function, bound to a user: of the privileges named those that the user holds, which here is
 * to read everything. Null for a path segment that is no such call.
 */
export function privilegesBody(
  catalog: Catalog,
  root: string,
  segment: string,
  options: QueryOptions,
): WireObject | null {
  const [, argument] = call.exec(segment) ?? [];
  if (argument === undefined) return null;
  const wanted = parseArray(argument.startsWith("@") ? (options.aliases.get(argument) ?? "[]") : argument);
  const names = new Set(wanted.map((name) => name.toLowerCase()));
  const held = catalog.tables
    .map(({ name, schemaName, typeCode }) => ({ name: `prvRead${spokenNames[name] ?? schemaName}`, typeCode }))
    .filter(({ name }) => names.has(name.toLowerCase()));
  return {
    "@odata.context": `${root}/$metadata#Microsoft.Dynamics.CRM.RetrieveUserSetOfPrivilegesByNamesResponse`,
    RolePrivileges: held.map(({ name, typeCode }) => ({
      Depth: "Global",
      PrivilegeId: `886b280c-6396-4d56-${String(typeCode).padStart(4, "0")}-0fbb7ab4a5a1`,
      BusinessUnitId: businessUnitId,
      PrivilegeName: name,
      RecordFilterId: "00000000-0000-0000-0000-000000000000",
      RecordFilterUniqueName: "",
    })),
  };
}
