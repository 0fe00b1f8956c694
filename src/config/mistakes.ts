// A mistake in the configuration, before it has a line: where in the document, and what to do about it.

/** Keys and list positions from the top of the document. */
export type Path = readonly (string | number)[];

export interface Mistake {
  readonly path: Path;
  /** Whether the key itself is wrong (unknown, misspelt) or its value. */
  readonly at: "key" | "value";
  /** Continues "<path> ...", and says how to mend it. */
  readonly message: string;
}

/** `sources[1].baseUrl`; empty for the document itself. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
}
