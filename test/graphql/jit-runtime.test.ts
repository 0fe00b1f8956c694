import { buildSchema, parse, type GraphQLSchema } from "graphql";
import { compileQuery, isCompiledQuery } from "graphql-jit";
import { describe, expect, it } from "vitest";
import { errorOf, mendJitRuntime } from "../../src/graphql/jit-runtime.ts";

mendJitRuntime();

function schemaWith(resolve: () => unknown): GraphQLSchema {
  const schema = buildSchema(`
    interface Shape { name: String }
    type Round implements Shape { name: String }
    type Inner { fine: String, awkward: String }
    type Query { inner: Inner, list: [Inner], shape: Shape, other: String }
  `);
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) field.resolve = resolve;
  return schema;
}

async function run(schema: GraphQLSchema, text: string) {
  const compiled = compileQuery(schema, parse(text));
  if (!isCompiledQuery(compiled)) throw new Error("not compiled");
  const { data, errors = [] } = await compiled.query({}, {}, {});
  return { data: JSON.stringify(data), errors: errors.map(({ message, path }) => `${path?.join(".")}: ${message}`) };
}

const awkward = {
  fine: "yes",
  get awkward(): string {
    throw new Error("a getter throws");
  },
};

describe("mendJitRuntime", () => {
  it("answers when a getter throws behind a promise", async () => {
    const schema = schemaWith(() => Promise.resolve(awkward));
    expect(await run(schema, "{ inner { fine awkward } }")).toEqual({
      data: '{"inner":null}',
      errors: ["inner: a getter throws"],
    });
  });

  it("answers when a getter throws at once, and leaves the field's neighbours alone", async () => {
    const schema = schemaWith(() => awkward);
    expect(await run(schema, "{ inner { awkward } second: inner { fine } }")).toEqual({
      data: '{"inner":null,"second":{"fine":"yes"}}',
      errors: ["inner: a getter throws"],
    });
  });

  it("makes a getter that throws in a list the item's error", async () => {
    const schema = schemaWith(() => Promise.resolve([{ awkward: "a" }, awkward, { awkward: "c" }]));
    expect(await run(schema, "{ list { awkward } }")).toEqual({
      data: '{"list":[{"awkward":"a"},null,{"awkward":"c"}]}',
      errors: ["list.1: a getter throws"],
    });
  });

  it("keeps a list's length when one of its promises is rejected", async () => {
    const late = Promise.resolve({ fine: "late" }).then(async (value) => value);
    const schema = schemaWith(() => [late, Promise.reject(new Error("lost")), { fine: "third" }]);
    expect(await run(schema, "{ list { fine } }")).toEqual({
      data: '{"list":[{"fine":"late"},null,{"fine":"third"}]}',
      errors: ["list.1: lost"],
    });
  });

  it("makes a type resolver that throws the field's error", async () => {
    const schema = schemaWith(() => Promise.resolve({}));
    const type = schema.getType("Shape");
    if (type !== undefined && "resolveType" in type) {
      type.resolveType = () => {
        throw new Error("no type");
      };
    }
    expect(await run(schema, "{ shape { name } }")).toEqual({ data: '{"shape":null}', errors: ["shape: no type"] });
  });
});

describe("errorOf", () => {
  it("keeps an Error and wraps anything else", () => {
    const error = new Error("one");
    expect(errorOf(error)).toBe(error);
    expect(errorOf("text").message).toContain("text");
    expect(errorOf(null)).toBeInstanceOf(Error);
  });
});
