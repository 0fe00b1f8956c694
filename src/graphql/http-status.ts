// The status of a GraphQL answer, as the GraphQL over HTTP specification has it:
// https://graphql.github.io/graphql-over-http/draft/#sec-Status-Codes
import type { ApolloServerPlugin } from "@apollo/server";

const JSON_TYPE = "application/json";
const GRAPHQL_TYPE = "application/graphql-response+json";

/**
 * A request that was understood as HTTP and is wrong as GraphQL (syntax, validation, variables, a limit) is 400 under
 * `application/graphql-response+json` and 200 under `application/json`, where a status other than 200 means that the
 * answer may not be a GraphQL answer at all. Apollo says 400 for both.
 */
export function statusByMediaType(): ApolloServerPlugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse({ request, response }) {
          const mediaType = preferredMediaType(request.http?.headers.get("accept"));
          // None of ours is wanted: Apollo answers 406.
          if (mediaType === null) return Promise.resolve();
          // Apollo would work it out again, and must come to the same.
          response.http.headers.set("content-type", `${mediaType}; charset=utf-8`);
          if (mediaType === JSON_TYPE && response.http.status === 400 && isGraphql(response.body)) {
            response.http.status = 200;
          }
          return Promise.resolve();
        },
      }),
  };
}

interface Body {
  readonly kind: string;
  readonly singleResult?: { readonly errors?: readonly { readonly extensions?: Readonly<Record<string, unknown>> }[] };
}

function isGraphql(body: Body | undefined): boolean {
  const errors = body?.singleResult?.errors ?? [];
  return errors.length > 0 && errors.every(({ extensions }) => extensions?.code !== "BAD_REQUEST");
}

/** Which of the two media types an Accept header likes best; JSON for none, or as much; null when it takes neither. */
export function preferredMediaType(accept: string | undefined): typeof JSON_TYPE | typeof GRAPHQL_TYPE | null {
  if (accept === undefined || accept.trim() === "") return JSON_TYPE;
  const ranges = accept.split(",").map((part, position) => {
    const [type = "", ...parameters] = part.split(";").map((piece) => piece.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
    return { type, position, weight: weight === undefined ? 1 : Number(weight) || 0 };
  });
  const rank = (mediaType: string): { weight: number; position: number } | undefined =>
    ranges.find(({ type }) => type === mediaType) ??
    ranges.find(({ type }) => type === "application/*") ??
    ranges.find(({ type }) => type === "*/*");

  const json = rank(JSON_TYPE);
  const graphql = rank(GRAPHQL_TYPE);
  if (!json?.weight) return graphql?.weight ? GRAPHQL_TYPE : null;
  if (!graphql?.weight) return JSON_TYPE;
  const isGraphqlFirst =
    graphql.weight > json.weight || (graphql.weight === json.weight && graphql.position < json.position);
  return isGraphqlFirst ? GRAPHQL_TYPE : JSON_TYPE;
}
