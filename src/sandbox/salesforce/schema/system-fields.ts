import { apiDateTime } from "../wire-time.ts";
import { field } from "./field.ts";
import type { Unnamed } from "./field.ts";

interface SystemFields<Row> {
  readonly label: string;
  idOf(row: Row): string;
  createdAt(row: Row): number;
  updatedAt(row: Row): number;
  /** User ids. */
  createdBy(row: Row): string;
  updatedBy(row: Row): string;
}

const set = { isRequired: true, isReadOnly: true } as const;

/** What every object has: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/system_fields.htm */
export function systemFields<Row>(from: SystemFields<Row>): Readonly<Record<string, Unnamed<Row>>> {
  return {
    Id: field.id(from.idOf, `${from.label} ID`),
    CreatedDate: field.datetime("Created Date", (row) => apiDateTime(from.createdAt(row)), set),
    CreatedById: field.reference("Created By ID", { name: "CreatedBy", objects: ["User"] }, from.createdBy, set),
    LastModifiedDate: field.datetime("Last Modified Date", (row) => apiDateTime(from.updatedAt(row)), set),
    LastModifiedById: field.reference(
      "Last Modified By ID",
      { name: "LastModifiedBy", objects: ["User"] },
      from.updatedBy,
      set,
    ),
    SystemModstamp: field.datetime("System Modstamp", (row) => apiDateTime(from.updatedAt(row)), set),
  };
}

/** Whether a record is in the recycle bin; nothing is, as long as nothing can be deleted. */
export function isDeleted<Row>(): Readonly<Record<string, Unnamed<Row>>> {
  return { IsDeleted: field.flag<Row>("Deleted", undefined, { isReadOnly: true }) };
}

/** When the API's user last saw a record, which it does not note. */
export function viewedDates<Row>(): Readonly<Record<string, Unnamed<Row>>> {
  return {
    LastViewedDate: field.datetime<Row>("Last Viewed Date", undefined, { isReadOnly: true }),
    LastReferencedDate: field.datetime<Row>("Last Referenced Date", undefined, { isReadOnly: true }),
  };
}

interface MainObject<Row> {
  readonly label: string;
  readonly ids: { idOf(serial: number): string };
  /** The API's user, who made all of them. */
  readonly createdBy: string;
  /** Who changed a record last. */
  ownerOf(row: Row): string;
}

/** What accounts, contacts and opportunities begin with. */
export function mainObjectFields<
  Row extends { readonly serial: number; readonly createdAt: number; readonly updatedAt: number },
>({ label, ids, createdBy, ownerOf }: MainObject<Row>): Readonly<Record<string, Unnamed<Row>>> {
  return {
    ...systemFields<Row>({
      label,
      idOf: (row) => ids.idOf(row.serial),
      createdAt: (row) => row.createdAt,
      updatedAt: (row) => row.updatedAt,
      createdBy: () => createdBy,
      updatedBy: ownerOf,
    }),
    ...isDeleted(),
    ...viewedDates(),
  };
}
