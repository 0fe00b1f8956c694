// What a field of an object is: its type as describe names it, what may be done with it, and how a record's row gives it.

export type FieldType =
  | "id"
  | "reference"
  | "string"
  | "email"
  | "phone"
  | "url"
  | "textarea"
  | "picklist"
  | "boolean"
  | "int"
  | "double"
  | "currency"
  | "percent"
  | "date"
  | "datetime"
  | "address";

/** A compound address: a part each. */
export type AddressValue = Readonly<Record<string, string | number | null>>;

/** As it stands in a reply. Instants and days are texts, money is a number in the record's `CurrencyIsoCode`. */
export type FieldValue = string | number | boolean | null | AddressValue;

/** What describe says of a field and the query language must know. */
export interface FieldShape {
  readonly name: string;
  readonly type: FieldType;
  readonly label: string;
  /** Characters of a text; 0 for what is none. */
  readonly length: number;
  readonly isNillable: boolean;
  /** Set by the system: neither created nor updated. */
  readonly isReadOnly: boolean;
  readonly picklistValues: readonly string[];
  /** Names of the objects that a reference may point at; several make it polymorphic. */
  readonly referenceTo: readonly string[];
  /** How a query goes on to the referenced record: `Account` in `Account.Name`. */
  readonly relationshipName: string | null;
  /** The compound address that this is a part of. */
  readonly compound: string | null;
}

/** A field and how to read it. */
export interface FieldSpec<Row> extends FieldShape {
  read(row: Row): FieldValue;
}

/** A field before its object gives it a name. */
export type Unnamed<Row> = Omit<FieldSpec<Row>, "name">;

interface Traits {
  readonly isRequired?: boolean;
  readonly isReadOnly?: boolean;
  readonly compound?: string;
}

type Reader<Row> = (row: Row) => FieldValue;

// Who does not say how to read a field has nothing in it.
const nothing = (): null => null;

function define<Row>(
  type: FieldType,
  label: string,
  length: number,
  read: Reader<Row> = nothing,
  traits: Traits = {},
): Unnamed<Row> {
  return {
    type,
    label,
    length,
    isNillable: traits.isRequired !== true,
    isReadOnly: traits.isReadOnly === true,
    picklistValues: [],
    referenceTo: [],
    relationshipName: null,
    compound: traits.compound ?? null,
    read,
  };
}

/** The builders, one a type; without `read` the field is null in every record, or false. */
export const field = {
  id: <Row>(read: Reader<Row>, label: string) =>
    define<Row>("id", label, 18, read, { isRequired: true, isReadOnly: true }),
  text: <Row>(label: string, length: number, read?: Reader<Row>, traits?: Traits) =>
    define<Row>("string", label, length, read, traits),
  email: <Row>(label: string, read?: Reader<Row>, traits?: Traits) => define<Row>("email", label, 80, read, traits),
  phone: <Row>(label: string, read?: Reader<Row>, traits?: Traits) => define<Row>("phone", label, 40, read, traits),
  url: <Row>(label: string, read?: Reader<Row>, traits?: Traits) => define<Row>("url", label, 255, read, traits),
  longText: <Row>(label: string, length: number, read?: Reader<Row>, traits?: Traits) =>
    define<Row>("textarea", label, length, read, traits),
  picklist: <Row>(label: string, values: readonly string[], read?: Reader<Row>, traits?: Traits): Unnamed<Row> => ({
    ...define<Row>("picklist", label, 255, read, traits),
    picklistValues: values,
  }),
  flag: <Row>(label: string, read: Reader<Row> = () => false, traits: Traits = {}) =>
    define<Row>("boolean", label, 0, read, { ...traits, isRequired: true }),
  int: <Row>(label: string, read?: Reader<Row>, traits?: Traits) => define<Row>("int", label, 0, read, traits),
  double: <Row>(label: string, read?: Reader<Row>, traits?: Traits) => define<Row>("double", label, 0, read, traits),
  currency: <Row>(label: string, read?: Reader<Row>, traits?: Traits) =>
    define<Row>("currency", label, 0, read, traits),
  percent: <Row>(label: string, read?: Reader<Row>, traits?: Traits) => define<Row>("percent", label, 0, read, traits),
  date: <Row>(label: string, read?: Reader<Row>, traits?: Traits) => define<Row>("date", label, 0, read, traits),
  datetime: <Row>(label: string, read?: Reader<Row>, traits?: Traits) =>
    define<Row>("datetime", label, 0, read, traits),
  address: <Row>(label: string, read: Reader<Row>) => define<Row>("address", label, 0, read, { isReadOnly: true }),
  reference: <Row>(
    label: string,
    to: { readonly name: string; readonly objects: readonly string[] },
    read?: Reader<Row>,
    traits?: Traits,
  ): Unnamed<Row> => ({
    ...define<Row>("reference", label, 18, read, traits),
    referenceTo: to.objects,
    relationshipName: to.name,
  }),
} as const;
