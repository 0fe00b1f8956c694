import type { Answer } from "./call.ts";

/** A value with its references filled in, or why that is impossible. */
export type Filled<T> = { readonly value: T; readonly problem: string | null };

/** `@{refAccount.Id}` and `@{contacts.records[0].Email}`: parts of earlier answers. */
export interface References {
  add(referenceId: string, answer: Answer): void;
  fill(text: string): Filled<string>;
  /** The same in every text of a JSON value. */
  fillIn(value: unknown): Filled<unknown>;
}

export function createReferences(): References {
  const answers = new Map<string, Answer>();

  function valueOf(path: string): { readonly value: unknown } | string {
    const [id = "", ...steps] = path.split(/[.[\]]+/).filter((step) => step !== "");
    const answer = answers.get(id);
    if (answer === undefined) return `Invalid reference specified. No value for ${path} found`;
    if (answer.status >= 400) return "The referenced operation failed";
    let value: unknown = answer.body;
    for (const step of steps) value = memberOf(value, step);
    return value === undefined || typeof value === "object"
      ? `Invalid reference specified. No value for ${path} found in ${id}`
      : { value };
  }

  function fill(text: string): Filled<string> {
    let problem: string | null = null;
    const value = text.replaceAll(/@\{([^}]*)\}/g, (_whole, path: string) => {
      const found = valueOf(path);
      if (typeof found !== "string") return String(found.value);
      problem ??= found;
      return "";
    });
    return { value, problem };
  }

  function fillIn(value: unknown): Filled<unknown> {
    if (typeof value === "string") return fill(value);
    if (typeof value !== "object" || value === null) return { value, problem: null };
    const entries = Object.entries(value).map(([name, item]) => [name, fillIn(item)] as const);
    const problem = entries.find(([, filled]) => filled.problem !== null)?.[1].problem ?? null;
    const items = entries.map(([name, filled]) => [name, filled.value] as const);
    return { value: Array.isArray(value) ? items.map(([, item]) => item) : Object.fromEntries(items), problem };
  }

  return {
    add(referenceId, answer) {
      answers.set(referenceId, answer);
    },
    fill,
    fillIn,
  };
}

// Members are found in any case: `@{contact.id}` is the Id of a record.
function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}
