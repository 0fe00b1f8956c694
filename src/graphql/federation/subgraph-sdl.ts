// Our schema as a Federation 2 subgraph: what a router composes with other subgraphs.
import { buildSubgraphSchema } from "@apollo/subgraph";
import {
  concatAST,
  execute,
  Kind,
  parse,
  visit,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type ObjectTypeDefinitionNode,
} from "graphql";

export interface SubgraphOptions {
  /** Whether the supergraph gets `Query.node`, which finds only what is ours. */
  readonly hasNode: boolean;
}

/** All that is used of the federation's directives: https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/versions */
const LINK = parse(
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])`,
  { noLocation: true },
);

/** Types that other subgraphs may have too, and mean the same by. */
const SHARED_VALUES: ReadonlySet<string> = new Set(["PageInfo", "Money"]);

/** Whatever implements it can be found by its id, and so can be referred to. */
const ENTITY_INTERFACE = "Node";
const KEY = directiveOf(`@key(fields: "id")`);
const SHAREABLE = directiveOf("@shareable");

/** The object types that other subgraphs may refer to, in the order of the SDL. */
export function entityNames(typeDefs: readonly string[]): readonly string[] {
  return parseAll(typeDefs)
    .definitions.filter(isEntity)
    .map(({ name }) => name.value);
}

/**
 * The subgraph's SDL, as `_service` gives it and as composition takes it. It is without @auth: the rules hold here, whatever
 * a router makes of a request.
 * @throws where the SDL is no valid subgraph
 */
export function subgraphSdl(typeDefs: readonly string[], { hasNode }: SubgraphOptions): string {
  const document: DocumentNode = visit(parseAll(typeDefs), {
    DirectiveDefinition: ({ name }) => (name.value === "auth" ? null : undefined),
    Directive: ({ name }) => (name.value === "auth" ? null : undefined),
    ObjectTypeDefinition: {
      leave(type: ObjectTypeDefinitionNode) {
        const { value: name } = type.name;
        if (name === "Query" && !hasNode) return withoutField(type, "node");
        if (isEntity(type)) return withDirective(type, KEY);
        return SHARED_VALUES.has(name) ? withDirective(type, SHAREABLE) : undefined;
      },
    },
  });
  return publishedSdl(concatAST([LINK, document]));
}

/** With the definitions of the federation's own directives and types. */
function publishedSdl(document: DocumentNode): string {
  const { data } = execute({ schema: buildSubgraphSchema(document), document: parse("{ _service { sdl } }") }) as {
    readonly data: { readonly _service: { readonly sdl: string } };
  };
  return data._service.sdl;
}

function parseAll(typeDefs: readonly string[]): DocumentNode {
  return parse(typeDefs.join("\n"), { noLocation: true });
}

function isEntity(definition: DefinitionNode): definition is ObjectTypeDefinitionNode {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return false;
  return (definition.interfaces ?? []).some(({ name }) => name.value === ENTITY_INTERFACE);
}

function withDirective(type: ObjectTypeDefinitionNode, directive: ConstDirectiveNode): ObjectTypeDefinitionNode {
  return { ...type, directives: [...(type.directives ?? []), directive] };
}

function withoutField(type: ObjectTypeDefinitionNode, fieldName: string): ObjectTypeDefinitionNode {
  return { ...type, fields: (type.fields ?? []).filter(({ name }) => name.value !== fieldName) };
}

function directiveOf(text: string): ConstDirectiveNode {
  const [definition] = parse(`scalar S ${text}`, { noLocation: true }).definitions;
  const [directive] = definition?.kind === Kind.SCALAR_TYPE_DEFINITION ? (definition.directives ?? []) : [];
  if (directive === undefined) throw new Error(`${text} is no directive`);
  return directive;
}
