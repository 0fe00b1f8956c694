/** What GraphiQL opens on: the question that Tributary is for, in lines that its editor shows whole. */
export const DEFAULT_QUERY = `# One question across CRM, support desk and payments.
# Press the play button, or Ctrl-Enter. What your role
# may not read is null, with one error that says so.
query CustomerPage($first: Int = 5, $after: String) {
  customers(first: $first, after: $after) {
    nodes {
      displayName
      email
      phone
      company { name }
      deals(first: 3) {
        nodes {
          name
          stage { name outcome }
          amount { minorUnits currency }
        }
      }
      tickets(first: 3) {
        nodes { subject status updatedAt }
      }
      payments(first: 3) {
        nodes {
          status
          amount { minorUnits currency }
        }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`;
