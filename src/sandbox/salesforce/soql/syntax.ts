// What a query says, before anybody looks whether the org has such fields.

/** `Account.Owner.Name`, with its place in the text. */
export interface Path {
  readonly kind: "path";
  readonly steps: readonly string[];
  readonly place: number;
}

export const aggregateFunctions = ["COUNT", "COUNT_DISTINCT", "SUM", "AVG", "MIN", "MAX"] as const;
export const dateFunctions = [
  "CALENDAR_YEAR",
  "CALENDAR_QUARTER",
  "CALENDAR_MONTH",
  "DAY_IN_MONTH",
  "DAY_IN_WEEK",
  "DAY_IN_YEAR",
  "DAY_ONLY",
  "HOUR_IN_DAY",
] as const;
export type AggregateFunction = (typeof aggregateFunctions)[number];
export type DateFunction = (typeof dateFunctions)[number];

export interface Aggregate {
  readonly kind: "aggregate";
  readonly name: AggregateFunction;
  readonly path: Path;
  readonly place: number;
}

export interface DatePart {
  readonly kind: "datePart";
  readonly name: DateFunction;
  readonly path: Path;
  readonly place: number;
}

/** What can be compared, grouped by or sorted by. */
export type Operand = Path | Aggregate | DatePart;

export type SelectItem =
  | { readonly kind: "operand"; readonly operand: Operand; readonly alias: string | null }
  | { readonly kind: "countAll"; readonly place: number }
  | { readonly kind: "allFields"; readonly scope: "ALL" | "STANDARD" | "CUSTOM"; readonly place: number }
  | { readonly kind: "subquery"; readonly query: Query; readonly place: number };

export type Literal =
  | { readonly kind: "string"; readonly raw: string; readonly place: number }
  | { readonly kind: "number"; readonly value: number; readonly place: number }
  | { readonly kind: "currency"; readonly isoCode: string; readonly value: number; readonly place: number }
  | { readonly kind: "boolean"; readonly value: boolean; readonly place: number }
  | { readonly kind: "null"; readonly place: number }
  | { readonly kind: "date"; readonly text: string; readonly place: number }
  | { readonly kind: "datetime"; readonly text: string; readonly place: number }
  /** LAST_MONTH, or LAST_N_DAYS with its number. */
  | { readonly kind: "period"; readonly name: string; readonly count: number | null; readonly place: number };

export type ComparisonOperator = "=" | "!=" | "<" | "<=" | ">" | ">=" | "LIKE";

export type Condition =
  | { readonly kind: "and" | "or"; readonly parts: readonly Condition[] }
  | { readonly kind: "not"; readonly part: Condition }
  | {
      readonly kind: "comparison";
      readonly operand: Operand;
      readonly operator: ComparisonOperator;
      readonly literal: Literal;
    }
  | { readonly kind: "in"; readonly operand: Operand; readonly isNegated: boolean; readonly among: Among };

/** The values of an IN: a list, or the ids that another query finds. */
export type Among =
  { readonly kind: "list"; readonly literals: readonly Literal[] } | { readonly kind: "query"; readonly query: Query };

export interface OrderItem {
  readonly operand: Operand;
  readonly isDescending: boolean;
  /** Nulls come first unless the query says otherwise, whichever the direction. */
  readonly areNullsLast: boolean;
}

export interface Query {
  readonly text: string;
  readonly select: readonly SelectItem[];
  readonly from: { readonly name: string; readonly alias: string | null; readonly place: number };
  readonly where: Condition | null;
  readonly groupBy: readonly (Path | DatePart)[];
  readonly having: Condition | null;
  readonly orderBy: readonly OrderItem[];
  readonly limit: number | null;
  readonly offset: number;
}
