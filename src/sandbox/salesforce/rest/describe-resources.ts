// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_describe.htm
import type { Org } from "../schema/org.ts";
import type { SObject } from "../schema/sobject.ts";
import type { Resource } from "./call.ts";
import { describeField } from "./describe-field.ts";
import { objectNamed } from "./objects.ts";

type Description = Readonly<Record<string, unknown>>;

/** What field-level security hides is not described at all. */
export function describeResources(org: Org): readonly Resource[] {
  return [
    {
      pattern: "sobjects",
      methods: {
        GET: ({ baseUrl }) => ({
          encoding: "UTF-8",
          maxBatchSize: 200,
          sobjects: org.objects.map((object) => summary(object, baseUrl)),
        }),
      },
    },
    {
      pattern: "sobjects/:",
      methods: {
        GET: ({ baseUrl }, [type = ""]) => ({
          objectDescribe: summary(objectNamed(org, type), baseUrl),
          recentItems: [],
        }),
      },
    },
    {
      pattern: "sobjects/:/describe",
      methods: { GET: ({ baseUrl }, [type = ""]) => describe(org, objectNamed(org, type), baseUrl) },
    },
  ];
}

function describe(org: Org, object: SObject, baseUrl: string): Description {
  const { urls, ...facts } = summary(object, baseUrl);
  const nameField = nameFieldOf(object);
  return {
    actionOverrides: [],
    childRelationships: org.childrenOf(object).map(({ name, child, field }) => ({
      cascadeDelete: false,
      childSObject: child.name,
      deprecatedAndHidden: false,
      field,
      junctionIdListNames: [],
      junctionReferenceTo: [],
      relationshipName: name,
      restrictedDelete: false,
    })),
    compactLayoutable: true,
    ...facts,
    fields: [...object.fields.values()].map((field) => describeField(field, nameField)),
    listviewable: null,
    lookupLayoutable: null,
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    recordTypeInfos: [],
    searchLayoutable: true,
    sobjectDescribeOption: "FULL",
    supportedScopes: [{ label: "All", name: "everything" }],
    urls,
  };
}

function summary(object: SObject, baseUrl: string): Description {
  const url = `${baseUrl}/sobjects/${object.name}`;
  // Of the objects here, these are configuration and no business records.
  const isSetup = ["CurrencyType", "Group", "OpportunityStage", "User"].includes(object.name);
  return {
    activateable: false,
    associateEntityType: null,
    associateParentEntity: null,
    createable: object.name !== "OpportunityStage",
    custom: false,
    customSetting: false,
    deepCloneable: false,
    deletable: !isSetup,
    deprecatedAndHidden: false,
    feedEnabled: !isSetup,
    hasSubtypes: false,
    implementedBy: null,
    implementsInterfaces: null,
    isInterface: false,
    isSubtype: false,
    keyPrefix: object.keyPrefix,
    label: object.label,
    labelPlural: object.labelPlural,
    layoutable: !isSetup,
    mergeable: object.name === "Account" || object.name === "Contact",
    mruEnabled: !isSetup,
    name: object.name,
    queryable: true,
    replicateable: true,
    retrieveable: true,
    searchable: !isSetup || object.name === "User",
    triggerable: !isSetup,
    undeletable: !isSetup,
    updateable: object.name !== "OpportunityStage",
    urls: { sobject: url, describe: `${url}/describe`, rowTemplate: `${url}/{ID}` },
  };
}

function nameFieldOf(object: SObject): string {
  const known: Readonly<Record<string, string>> = {
    Case: "CaseNumber",
    Event: "Subject",
    Task: "Subject",
    OpportunityStage: "MasterLabel",
  };
  return known[object.name] ?? "Name";
}
