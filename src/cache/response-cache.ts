// Whole answers, as the bytes that were sent. The key holds the access scope, so an answer never crosses a permission or a brand.
import type { Clock } from "../runtime/clock.ts";
import { createTaggedCache, type LoadMark } from "./tagged-cache.ts";

export interface ResponseKey {
  /** What the caller may see (auth's AccessScope). */
  readonly scope: string;
  /** The document's hash, or its text. */
  readonly document: string;
  readonly operationName: string | null;
  /** The variables as JSON text, as the client sent them. */
  readonly variables: string;
}

export interface StoredResponse {
  /** JSON, UTF-8, without `extensions`. */
  readonly body: Buffer;
  readonly storedAtMs: number;
}

export interface ResponseCache {
  get(key: ResponseKey): StoredResponse | undefined;
  put(key: ResponseKey, body: Buffer, entry: { freshMs: number; tags: readonly string[]; mark: LoadMark }): void;
  mark(): LoadMark;
  drop(tags: Iterable<string>): void;
  readonly isOn: boolean;
}

export function createResponseCache(options: { maxBytes: number; clock: Clock }): ResponseCache {
  const { clock } = options;
  const entries = createTaggedCache<StoredResponse & { freshUntilMs: number }>(options.maxBytes);
  // The same question comes with the same key object: one string, whose hash the engine remembers.
  const texts = new WeakMap<ResponseKey, string>();
  const text = (key: ResponseKey): string => {
    let known = texts.get(key);
    if (known === undefined) texts.set(key, (known = textOf(key)));
    return known;
  };

  return {
    get(key) {
      const entry = entries.get(text(key));
      return entry !== undefined && entry.freshUntilMs >= clock.now() ? entry : undefined;
    },
    put(key, body, { freshMs, tags, mark }) {
      if (freshMs <= 0) return;
      const keyText = text(key);
      const storedAtMs = clock.now();
      // A third for the packed forms that are sent of it.
      const sizeBytes = Math.ceil(body.length * 1.33) + 2 * keyText.length + 60 * tags.length + 200;
      entries.set(keyText, { body, storedAtMs, freshUntilMs: storedAtMs + freshMs }, { sizeBytes, tags, mark });
    },
    mark: () => entries.mark(),
    drop: (tags) => entries.drop(tags),
    isOn: options.maxBytes > 0,
  };
}

// Lengths before the parts: no two keys can run into each other.
function textOf({ scope, document, operationName, variables }: ResponseKey): string {
  const name = `${operationName?.length ?? -1}:${operationName ?? ""}`;
  return `${scope.length}:${scope}${document.length}:${document}${name}${variables}`;
}
