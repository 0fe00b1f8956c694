// One record: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_retrieve.htm
// Many: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_retrieve_post.htm
import { badRequest, notFound } from "../errors.ts";
import { canonicalId } from "../../salesforce-id.ts";
import type { Org } from "../schema/org.ts";
import type { JsonObject } from "../soql/json.ts";
import { membersOf, textsOf } from "./body.ts";
import type { Call, Resource } from "./call.ts";
import { fieldNames, objectNamed, renderRecord } from "./objects.ts";

const maxIds = 2_000;

export function recordResources(org: Org): readonly Resource[] {
  function one(call: Call, [type = "", id = ""]: readonly string[]): JsonObject {
    const object = objectNamed(org, type);
    const asked = call.query.get("fields");
    const names =
      asked === null ? [...object.fields.values()].map(({ name }) => name) : fieldNames(object, asked.split(","));
    const known = canonicalId(id);
    if (known === null) {
      throw notFound(`Provided external ID field does not exist or is not accessible: ${id}`);
    }
    const record = object.find(known);
    if (record === null) throw notFound();
    return renderRecord(record, names, call.baseUrl);
  }

  function many(
    type: string,
    ids: readonly string[],
    fields: readonly string[],
    baseUrl: string,
  ): readonly (JsonObject | null)[] {
    const object = objectNamed(org, type);
    if (ids.length > maxIds) {
      throw badRequest(
        "EXCEEDED_ID_LIMIT",
        `record limit reached. cannot submit more than ${maxIds} records into this call`,
      );
    }
    const names = fieldNames(object, fields);
    return ids.map((id) => {
      const known = canonicalId(id.trim());
      const record = known === null ? null : object.find(known);
      return record === null ? null : renderRecord(record, names, baseUrl);
    });
  }

  return [
    { pattern: "sobjects/:/:", methods: { GET: one } },
    {
      pattern: "composite/sobjects/:",
      methods: {
        GET: (call, [type = ""]) => many(type, parameter(call, "ids"), parameter(call, "fields"), call.baseUrl),
        POST(call, [type = ""]) {
          const body = membersOf(call.body, "the request");
          return many(type, textsOf(body, "ids"), textsOf(body, "fields"), call.baseUrl);
        },
      },
    },
  ];
}

function parameter(call: Call, name: string): readonly string[] {
  const value = call.query.get(name);
  if (value === null || value === "") throw badRequest("INVALID_INPUT", `Missing required parameter: ${name}`);
  return value.split(",");
}
