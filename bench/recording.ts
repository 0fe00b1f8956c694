// What the sources answered, request by request.

export type SourceName = "hubspot" | "zendesk" | "stripe";

export const SOURCE_NAMES: readonly SourceName[] = ["hubspot", "zendesk", "stripe"];

export interface UpstreamRequest {
  readonly source: SourceName;
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  /** Empty for none. */
  readonly body: string;
}

export interface UpstreamExchange extends UpstreamRequest {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly reply: string;
}

/** Equal for the same request and no other. */
export function keyOf(method: string, target: string, body: string): string {
  return `${method} ${target}\n${body}`;
}

/** What a request asks for, however it is written: the order of parameters, of lists and of keys makes no difference. */
export function meaningOf({ source, method, target, body }: UpstreamRequest): string {
  const [path = "", query = ""] = target.split("?", 2);
  const parameters = [...new URLSearchParams(query)].map(([name, value]) => `${name}=${sortedList(value)}`).sort();
  return `${source} ${method} ${path} ${parameters.join("&")} ${body === "" ? "" : canonical(JSON.parse(body))}`;
}

/** Commas part a list everywhere but in a search, where blanks do. */
function sortedList(value: string): string {
  return value.split(/[ ,]/).sort().join(" ");
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value).map(([key, inner]) => `${key}:${canonical(inner)}`);
  return `{${pairs.sort().join()}}`;
}
