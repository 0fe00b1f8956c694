// Zendesk's search language: https://support.zendesk.com/hc/en-us/articles/4408886879258
// `type:ticket status<solved requester:jane@example.com "late delivery" -tags:spam`
const keywords = [
  "type",
  "status",
  "priority",
  "ticket_type",
  "requester",
  "submitter",
  "assignee",
  "organization",
  "group",
  "tags",
  "subject",
  "description",
  "via",
  "email",
  "phone",
  "name",
  "role",
  "external_id",
  "created",
  "updated",
  "order_by",
  "sort",
] as const;
export type Keyword = (typeof keywords)[number];
export type Operator = ":" | "<" | "<=" | ">" | ">=";

/** One condition. Without a keyword it is free text. */
export interface Clause {
  readonly keyword: Keyword | null;
  readonly operator: Operator;
  readonly value: string;
  readonly isQuoted: boolean;
  readonly isNegated: boolean;
}

// A value is a quoted phrase, with its end forgiven, or runs to the next space.
const token = /(-?)(?:([a-z_]+)(<=|>=|<|>|:))?(?:"([^"]*)(?:"|$)|(\S+))/giu;

/** The clauses of a query in their order. Every text is a query: what is no keyword is a word to look for. */
export function parseSearch(text: string): readonly Clause[] {
  const clauses: Clause[] = [];
  for (const [whole, minus, word, operator, phrase, rest] of text.matchAll(token)) {
    const keyword = keywordOf(word);
    const isNegated = minus === "-";
    if (keyword !== null && isOperator(operator)) {
      clauses.push({ keyword, operator, value: phrase ?? rest ?? "", isQuoted: phrase !== undefined, isNegated });
    } else if (word === undefined) {
      clauses.push({
        keyword: null,
        operator: ":",
        value: phrase ?? rest ?? "",
        isQuoted: phrase !== undefined,
        isNegated,
      });
    } else {
      const value = whole.slice(minus?.length ?? 0).replaceAll('"', "");
      clauses.push({ keyword: null, operator: ":", value, isQuoted: false, isNegated });
    }
  }
  return clauses.filter((clause) => clause.keyword !== null || /[\p{L}\p{N}]/u.test(clause.value));
}

function keywordOf(word: string | undefined): Keyword | null {
  const name = word?.toLowerCase();
  return keywords.find((keyword) => keyword === name) ?? aliases.get(name ?? "") ?? null;
}

const aliases: ReadonlyMap<string, Keyword> = new Map([
  ["created_at", "created"],
  ["updated_at", "updated"],
  ["tag", "tags"],
]);

function isOperator(text: string | undefined): text is Operator {
  return text === ":" || text === "<" || text === "<=" || text === ">" || text === ">=";
}
