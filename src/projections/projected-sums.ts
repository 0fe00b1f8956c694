// Sums of a type that is kept in our own store: by GROUP BY, over the vendor's own records.
import type { EntitySource, Projection, RecordGroup, SumRequest, Sums } from "../connectors/contract.ts";
import type { Entity } from "../mapping/entities.ts";
import { fieldOf } from "../mapping/field-map.ts";
import type { AskStore } from "./ask-store.ts";
import type { Kind, RecordTable, Selection, StoredGroup } from "./record-table.ts";

export interface ProjectedSumsDeps {
  readonly kind: Kind;
  readonly table: Pick<RecordTable, "groups">;
  /** Is all there that fills it? */
  readonly isRead: () => Promise<boolean>;
  readonly ask: AskStore;
  readonly select: (filter: SumRequest["filter"]) => Selection;
}

export function projectedSums(
  { fields }: EntitySource<Entity>,
  { orderBy, amount: amountPath }: Projection,
  { kind, table, ask, isRead, select }: ProjectedSumsDeps,
): Sums {
  const pathsOf = (field: string): readonly string[] => fieldOf(fields, field)?.paths ?? [];
  return {
    async compute(http, { by, monthOf, amount, filter }) {
      // Months are those of the order, whose keys are RFC 3339.
      const datePath = monthOf === null ? undefined : pathsOf(monthOf)[0];
      if (monthOf !== null && (monthOf !== orderBy || datePath === undefined)) return null;
      if (amount !== null && (amountPath === undefined || !pathsOf(amount).includes(amountPath))) return null;
      const needed = [...by, ...(amount === null ? [] : [amount])].flatMap(pathsOf);
      const paths = [...new Set(needed)].filter((path) => path !== amountPath && path !== datePath);
      const found = await ask(http, () =>
        table.groups(kind, select(filter), {
          paths: paths.map((path) => path.split(".")),
          isByMonth: monthOf !== null,
          amount: amount === null || amountPath === undefined ? null : amountPath.split("."),
        }),
      );
      return {
        groups: found.map((group) => ({ record: recordOf(group, paths, amountPath, datePath), count: group.count })),
        isPartial: !(await isRead()),
      };
    },
  };
}

/** A record that the mapping reads as it would one of the group's. */
function recordOf(
  { values, month, amount }: StoredGroup,
  paths: readonly string[],
  amountPath: string | undefined,
  datePath: string | undefined,
): RecordGroup["record"] {
  const record: Record<string, unknown> = {};
  for (const [index, path] of paths.entries()) put(record, path, values[index]);
  if (amountPath !== undefined) put(record, amountPath, amount);
  if (datePath !== undefined && month !== null) put(record, datePath, `${month}-01T00:00:00.000Z`);
  return record;
}

function put(record: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split(".");
  const last = keys.pop();
  let place = record;
  for (const key of keys) {
    const inner = (place[key] ?? {}) as Record<string, unknown>;
    place[key] = inner;
    place = inner;
  }
  if (last !== undefined) place[last] = value;
}
