import type { Gateway } from "./gateway.ts";

interface Page<N> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes?: readonly N[];
  readonly edges?: readonly { readonly cursor: string; readonly node: N }[];
}

/** A connection at the root, page after page from a cursor to its end, or to `atMost`. Throws where an answer has an error. */
export async function readConnection<N>(
  gateway: Gateway,
  query: string,
  field: string,
  first: number,
  after: string | null = null,
  atMost = Infinity,
): Promise<{ readonly nodes: N[]; readonly cursors: string[] }> {
  const nodes: N[] = [];
  const cursors: string[] = [];
  let next = after;
  do {
    const { data, errors } = await gateway.ask({ query, variables: { first, after: next } });
    if (errors.length > 0) throw new Error(JSON.stringify(errors.slice(0, 3)));
    const page = (data as Record<string, Page<N>>)[field];
    nodes.push(...(page?.nodes ?? page?.edges?.map(({ node }) => node) ?? []));
    next = page?.pageInfo.hasNextPage === true ? page.pageInfo.endCursor : null;
    if (next !== null) cursors.push(next);
  } while (next !== null && nodes.length < atMost);
  return { nodes, cursors };
}
