import type { FieldShape, FieldType } from "../schema/field.ts";

interface Numbers {
  readonly digits: number;
  readonly precision: number;
  readonly scale: number;
}

const noNumber: Numbers = { digits: 0, precision: 0, scale: 0 };
const numbers: Readonly<Partial<Record<FieldType, Numbers>>> = {
  int: { digits: 8, precision: 0, scale: 0 },
  double: { digits: 0, precision: 18, scale: 6 },
  currency: { digits: 0, precision: 18, scale: 2 },
  percent: { digits: 0, precision: 3, scale: 0 },
};
const soapTypes: Readonly<Record<FieldType, string>> = {
  id: "tns:ID",
  reference: "tns:ID",
  string: "xsd:string",
  email: "xsd:string",
  phone: "xsd:string",
  url: "xsd:string",
  textarea: "xsd:string",
  picklist: "xsd:string",
  boolean: "xsd:boolean",
  int: "xsd:int",
  double: "xsd:double",
  currency: "xsd:double",
  percent: "xsd:double",
  date: "xsd:date",
  datetime: "xsd:dateTime",
  address: "urn:address",
};

/** A field as describe shows it: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_describesobjects_describesobjectresult.htm#field */
export function describeField(field: FieldShape, nameField: string): Readonly<Record<string, unknown>> {
  const { name, type, length } = field;
  const isLong = type === "textarea" && length > 255;
  const isCompound = type === "address";
  const isPlain = !isLong && !isCompound;
  const isPicklist = type === "picklist";
  return {
    aggregatable: isPlain && type !== "boolean",
    aiPredictionField: false,
    autoNumber: name === "CaseNumber",
    byteLength: length * 3,
    calculated: false,
    calculatedFormula: null,
    cascadeDelete: false,
    caseSensitive: false,
    compoundFieldName: field.compound,
    controllerName: null,
    createable: !field.isReadOnly,
    custom: name.endsWith("__c"),
    defaultValue: type === "boolean" ? false : null,
    defaultValueFormula: null,
    defaultedOnCreate: !field.isNillable && field.isReadOnly,
    dependentPicklist: false,
    deprecatedAndHidden: false,
    displayLocationInDecimal: name.endsWith("Latitude") || name.endsWith("Longitude"),
    encrypted: false,
    externalId: false,
    extraTypeInfo: isLong ? "plaintextarea" : null,
    filterable: isPlain,
    filteredLookupInfo: null,
    formulaTreatNullNumberAsZero: false,
    groupable: isPlain && !["currency", "double", "percent", "datetime"].includes(type),
    highScaleNumber: false,
    htmlFormatted: false,
    idLookup: type === "id" || type === "email",
    inlineHelpText: null,
    label: field.label,
    length,
    mask: null,
    maskType: null,
    name,
    nameField: name === nameField,
    namePointing: field.referenceTo.length > 1,
    nillable: field.isNillable,
    permissionable: field.isNillable && type !== "id",
    picklistValues: field.picklistValues.map((value, place) => ({
      active: true,
      defaultValue: place === 0 && !field.isNillable,
      label: value,
      validFor: null,
      value,
    })),
    polymorphicForeignKey: field.referenceTo.length > 1,
    queryByDistance: isCompound,
    referenceTargetField: null,
    referenceTo: field.referenceTo,
    relationshipName: field.relationshipName,
    relationshipOrder: null,
    restrictedDelete: false,
    restrictedPicklist: isPicklist && field.isReadOnly,
    searchPrefilterable: type === "reference",
    soapType: soapTypes[type],
    sortable: isPlain,
    type,
    unique: name === "Username",
    updateable: !field.isReadOnly,
    writeRequiresMasterRead: false,
    ...(numbers[type] ?? noNumber),
  };
}
