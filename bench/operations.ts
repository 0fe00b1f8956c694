// What is asked: the issue's own two operations, of many pages and many customers, so that no two requests in flight
// are equal and the gateway can't answer several with one set of upstream calls.

export const PAGE_SIZE = 50;

export const CUSTOMER_PAGE = `query CustomerPage($first: Int!, $after: String) {
  customers(first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
    edges { cursor node {
      id displayName email phone createdAt
      company { id name domain }
      deals(first: 5) { nodes { id name stage { id name outcome } amount { minorUnits currency } closeDate } }
      tickets(first: 5, filter: { status: { in: [OPEN, PENDING] } }) { nodes { id subject status priority updatedAt } }
      payments(first: 5) { nodes { id amount { minorUnits currency } status createdAt } }
    } }
  }
}`;

export const ONE_CUSTOMER = `query OneCustomer($id: ID!) { customer(id: $id) { id displayName email company { name } invoices(first: 3) { nodes { id total { minorUnits currency } status dueDate } } subscriptions(first: 3) { nodes { id status currentPeriodEnd } } } }`;

export type OperationName = "CustomerPage" | "OneCustomer";

/** The body of one POST /graphql. */
export interface GraphqlRequest {
  readonly operationName: OperationName;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The part of an answer that the benchmark itself reads. */
export interface GraphqlAnswer {
  readonly data?: {
    readonly customers?: {
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      readonly edges: readonly { readonly node: { readonly id: string } }[];
    };
  } | null;
  readonly errors?: readonly { readonly message: string }[];
}

export function customerPage(after: string | null): GraphqlRequest {
  return { operationName: "CustomerPage", query: CUSTOMER_PAGE, variables: { first: PAGE_SIZE, after } };
}

export function oneCustomer(id: string): GraphqlRequest {
  return { operationName: "OneCustomer", query: ONE_CUSTOMER, variables: { id } };
}
