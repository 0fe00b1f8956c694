/** What GraphiQL opens on: the question that Tributary is for. */
export const DEFAULT_QUERY = `# One question across CRM, support desk and payments.
# Press the play button, or Ctrl-Enter. Fields that your role may not read come back null, each with one error.
query CustomerPage($first: Int = 5, $after: String) {
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
        company { id name domain }
        deals(first: 5) {
          nodes { id name stage { id name outcome } amount { minorUnits currency } closeDate }
        }
        tickets(first: 5, filter: { status: { in: [OPEN, PENDING] } }) {
          nodes { id subject status priority updatedAt }
        }
        payments(first: 5) {
          nodes { id amount { minorUnits currency } status createdAt }
        }
      }
    }
  }
}
`;
