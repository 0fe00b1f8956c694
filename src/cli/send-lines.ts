// Lines to a gateway's import route: in several requests, as one must have arrived within half a minute.
import type { ImportReport } from "../http/import-route.ts";
import { CommandError } from "./report-error.ts";

export interface ImportTarget {
  /** The gateway's address. */
  readonly url: string;
  /** The source's name in its configuration. */
  readonly source: string;
  readonly token: string;
  readonly signal?: AbortSignal | undefined;
}

const MAX_LINES = 2_000;
const MAX_CHARACTERS = 2_000_000;

/**
 * Sends the lines and gives what became of them, numbered as they came. Rejects with CommandError where the gateway
 * refuses, or can't be reached; what was sent before is kept, and may be sent again.
 */
export async function sendLines(
  lines: Iterable<string> | AsyncIterable<string>,
  target: ImportTarget,
): Promise<ImportReport> {
  const total: ImportReport = { lines: 0, written: 0, refused: 0, problems: [] };
  let batch: string[] = [];
  let characters = 0;
  let sent = 0;
  const flush = async (): Promise<void> => {
    const { lines: count, written, refused, problems } = await post(batch.join("\n"), target, sent);
    total.lines += count;
    total.written += written;
    total.refused += refused;
    for (const { line, problem } of problems) total.problems.push({ line: sent + line, problem });
    sent += batch.length;
    batch = [];
    characters = 0;
  };
  for await (const line of lines) {
    batch.push(line);
    characters += line.length + 1;
    if (batch.length >= MAX_LINES || characters >= MAX_CHARACTERS) await flush();
  }
  if (batch.length > 0) await flush();
  return total;
}

async function post(body: string, { url, source, token, signal }: ImportTarget, sent: number): Promise<ImportReport> {
  const address = `${url.replace(/\/$/, "")}/import/${encodeURIComponent(source)}`;
  const reply = await fetch(address, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/x-ndjson" },
    body,
    signal: signal ?? null,
  }).catch((problem: unknown) => {
    const cause = problem instanceof Error && problem.cause instanceof Error ? `: ${problem.cause.message}` : "";
    throw new CommandError(`${address} can't be reached${cause}: is the gateway running, and is --url its address?`);
  });
  const text = await reply.text();
  if (reply.ok) return JSON.parse(text) as ImportReport; // our own route's
  throw new CommandError(`${address} refused what comes after line ${sent} (${reply.status}): ${messageIn(text)}`);
}

function messageIn(text: string): string {
  try {
    const { errors = [] } = JSON.parse(text) as { readonly errors?: readonly { readonly message?: string }[] };
    return errors.map(({ message }) => message).join("; ");
  } catch {
    return text.slice(0, 200);
  }
}
