// Lines of a body that is read as it arrives.

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without its end; null for one that is too long, or is not UTF-8. */
  readonly text: string | null;
}

const NEWLINE = 0x0a;

/** The lines that hold something, the last one also without an end. A line past `maxBytes` is read to its end, and not kept. */
export async function* readLines(chunks: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Line> {
  let number = 1;
  let parts: Uint8Array[] = [];
  let bytes = 0;
  const take = (part: Uint8Array): void => {
    bytes += part.length;
    if (bytes <= maxBytes) parts.push(part);
  };
  const end = (): Line | null => {
    const line = { number, text: bytes > maxBytes ? null : decoded(Buffer.concat(parts)) };
    number += 1;
    parts = [];
    bytes = 0;
    return line.text?.trim() === "" ? null : line;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, start)) {
      take(chunk.subarray(start, at));
      start = at + 1;
      const line = end();
      if (line !== null) yield line;
    }
    take(chunk.subarray(start));
  }
  const last = end();
  if (last !== null) yield last;
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes); // without the mark that some put at the start
  } catch {
    return null;
  }
}
