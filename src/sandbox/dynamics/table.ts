import type { GuidScheme } from "../guid.ts";
import type { Cell, ColumnType } from "./cell.ts";

export type TableName =
  | "account"
  | "activitypointer"
  | "annotation"
  | "appointment"
  | "contact"
  | "email"
  | "incident"
  | "opportunity"
  | "phonecall"
  | "systemuser"
  | "task"
  | "transactioncurrency";

/** One value of a choice column. */
export interface Choice {
  readonly value: number;
  readonly label: string;
  /** Of a status: the state that it belongs to. */
  readonly state?: number;
}

export interface Column {
  /** Logical name, as in functions and metadata. */
  readonly name: string;
  /** The property's name in OData: `_ownerid_value` for a lookup, else the logical name. */
  readonly property: string;
  readonly type: ColumnType;
  readonly choices: readonly Choice[];
  /** What a lookup may point at. */
  readonly targets: readonly TableName[];
}

/** A many-to-one property: `parentcustomerid_account`. Null where the lookup points at another table. */
export interface SingleNavigation {
  readonly name: string;
  readonly column: string;
  readonly target: TableName;
}

/** A one-to-many property: `contact_customer_accounts`, the records of `target` whose `column` points here. */
export interface ManyNavigation {
  readonly name: string;
  readonly target: TableName;
  readonly column: string;
}

/** A record, its values made when read. */
export interface DataRecord {
  readonly table: Table;
  readonly serial: number;
  readonly id: string;
  /** Grows with every change. */
  readonly version: number;
  /** By logical name. Throws RangeError for a column that the table does not have. */
  get(column: string): Cell;
}

export interface Table {
  readonly name: TableName;
  /** The entity set's name in URLs. */
  readonly setName: string;
  readonly displayName: string;
  readonly schemaName: string;
  /** Logical name of the key column. */
  readonly key: string;
  /** Logical name of the column that names a record. */
  readonly primaryName: string;
  readonly typeCode: number;
  readonly isActivity: boolean;
  readonly guids: GuidScheme;
  /** By logical name. */
  readonly columns: ReadonlyMap<string, Column>;
  /** By property name. */
  readonly properties: ReadonlyMap<string, Column>;
  readonly singles: ReadonlyMap<string, SingleNavigation>;
  readonly manys: ReadonlyMap<string, ManyNavigation>;
  /** Serials go from 0 to capacity - 1; not every one has a record. */
  readonly capacity: number;
  /** Null when there is no record with this serial. */
  at(serial: number): DataRecord | null;
  /** Serials that may have this value in the column, each at most once; a superset is fine. Null where there is no index. */
  lookup(column: string, value: Cell): readonly number[] | null;
}
