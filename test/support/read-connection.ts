import type { Gateway } from "./gateway.ts";

interface Page<N> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes?: readonly N[];
  readonly edges?: readonly { readonly cursor: string; readonly node: N }[];
}

/** All of a connection at the root, page after page. Throws where an answer has an error. */
export async function readConnection<N>(
  gateway: Gateway,
  query: string,
  field: string,
  first: number,
): Promise<{ readonly nodes: N[]; readonly cursors: string[] }> {
  const nodes: N[] = [];
  const cursors: string[] = [];
  let after: string | null = null;
  do {
    const { data, errors } = await gateway.ask({ query, variables: { first, after } });
    if (errors.length > 0) throw new Error(JSON.stringify(errors.slice(0, 3)));
    const page = (data as Record<string, Page<N>>)[field];
    nodes.push(...(page?.nodes ?? page?.edges?.map(({ node }) => node) ?? []));
    after = page?.pageInfo.hasNextPage === true ? page.pageInfo.endCursor : null;
    if (after !== null) cursors.push(after);
  } while (after !== null);
  return { nodes, cursors };
}
