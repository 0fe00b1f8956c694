// The queries that clients were promised, to the letter.

export const CUSTOMER_PAGE = /* GraphQL */ `
  query CustomerPage($first: Int!, $after: String) {
    customers(first: $first, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        cursor
        node {
          id
          displayName
          email
          phone
          createdAt
          company {
            id
            name
            domain
          }
          deals(first: 5) {
            nodes {
              id
              name
              stage {
                id
                name
                outcome
              }
              amount {
                minorUnits
                currency
              }
              closeDate
            }
          }
          tickets(first: 5, filter: { status: { in: [OPEN, PENDING] } }) {
            nodes {
              id
              subject
              status
              priority
              updatedAt
            }
          }
          payments(first: 5) {
            nodes {
              id
              amount {
                minorUnits
                currency
              }
              status
              createdAt
            }
          }
        }
      }
    }
  }
`;

export const ONE_CUSTOMER = /* GraphQL */ `
  query OneCustomer($id: ID!) {
    customer(id: $id) {
      id
      displayName
      email
      company {
        name
      }
      invoices(first: 3) {
        nodes {
          id
          total {
            minorUnits
            currency
          }
          status
          dueDate
        }
      }
      subscriptions(first: 3) {
        nodes {
          id
          status
          currentPeriodEnd
        }
      }
    }
  }
`;

export const BY_EMAIL = /* GraphQL */ `
  query ByEmail($email: EmailAddress!) {
    customerByEmail(email: $email) {
      id
      displayName
      links {
        source
        recordId
        rule
        confidence
      }
    }
  }
`;

export const NODE = /* GraphQL */ `
  query Node($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Ticket {
        subject
        comments(first: 10) {
          nodes {
            body
            author {
              displayName
            }
            createdAt
          }
        }
      }
      ... on Payment {
        refunds(first: 5) {
          nodes {
            id
            amount {
              minorUnits
              currency
            }
          }
        }
      }
    }
  }
`;

export interface CustomerPageData {
  readonly customers: {
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly edges: readonly { readonly cursor: string; readonly node: CustomerNode }[];
  } | null;
}

export interface CustomerNode {
  readonly id: string;
  readonly displayName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly createdAt: string;
  readonly company: { readonly id: string; readonly name: string; readonly domain: string } | null;
  readonly deals: { readonly nodes: readonly Record<string, unknown>[] } | null;
  readonly tickets: {
    readonly nodes: readonly { readonly id: string; readonly status: string; readonly updatedAt: string }[];
  } | null;
  readonly payments: { readonly nodes: readonly { readonly id: string; readonly createdAt: string }[] } | null;
}
