// Names in braces, as connectors write them: "{email}/token", "{apiVersion}".

/** The names that a text holds in braces, in order. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? "");
}

/** The text with each name in braces replaced by its value; `valueOf` throws for a name that it does not know. */
export function fillIn(text: string, valueOf: (name: string) => string): string {
  return text.replace(/\{([^{}]*)\}/g, (_braces, name: string) => valueOf(name));
}
