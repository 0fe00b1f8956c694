// The one way to a log line: pino, behind three fences against secrets and personal data.
import { pino } from "pino";
import type { DestinationStream, Logger } from "pino";
import { redactByName, scrub } from "./redaction.ts";

export type { Logger } from "pino";

export const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LoggerOptions {
  readonly level: LogLevel;
  /** Where lines go: anything with `write(line)`. Standard output where left out. */
  readonly destination?: DestinationStream;
}

// The first fence, pino's own: where HTTP headers and credentials are known to stand, also in what serializers make.
const KNOWN_PATHS = ["headers", "req.headers", "res.headers", "request.headers", "response.headers"].flatMap((at) =>
  ["authorization", "cookie", '["set-cookie"]', '["x-api-key"]', '["proxy-authorization"]'].map((name) =>
    name.startsWith("[") ? `${at}${name}` : `${at}.${name}`,
  ),
);

/** JSON lines on the destination. What goes in may hold secrets and personal data, what comes out does not. */
export function createLogger({ level, destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: null,
    redact: { paths: KNOWN_PATHS, censor: "[redacted]" },
    // The second: by name, at any depth.
    formatters: { log: (fields: Record<string, unknown>) => redactByName(fields) as Record<string, unknown> },
    // pino's own would call what `log` above made of an error an Object.
    serializers: { err: (error: unknown) => redactByName(error) },
    // The third: by what it looks like, over the finished line: messages, stacks, bindings of children.
    hooks: { streamWrite: scrub },
  };
  const output = destination ?? (sharedOutput ??= standardOutput());
  const log = pino(options, output);
  unfencedOf.set(log, output);
  return log;
}

const unfencedOf = new WeakMap<Logger, DestinationStream>();

/** Writes a line at "info". */
export type WriteLine = (fields: Readonly<Record<string, unknown>>, message: string) => void;

/**
 * Writes to the logger's destination past pino and the fences, which cost three times what the line does: for lines whose
 * every field is one that its writer knows to be safe, or has scrubbed.
 */
export function unfenced(log: Logger): WriteLine {
  const output = unfencedOf.get(log);
  if (output === undefined) return (fields, message) => log.info(fields, message);
  const level = log.levels.values["info"];
  return (fields, message) => {
    if (!log.isLevelEnabled("info")) return;
    const rest = JSON.stringify({ ...fields, msg: message }).slice(1);
    output.write(`{"level":${level}${pino.stdTimeFunctions.epochTime()},${rest}\n`); // as pino writes it
  };
}

/** Of all loggers of the process. */
let sharedOutput: DestinationStream | undefined;

/** How long a line may wait for others to be written with it. A process that is killed loses no more. */
const TOGETHER_MS = 10;
const TOGETHER_CHARS = 16_384;

/** Standard output, a write for all lines of a moment: one each would be a tenth of what a kept answer costs. */
function standardOutput(): DestinationStream {
  const output = pino.destination({ dest: 1, sync: true });
  let lines = "";
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const written = lines;
    lines = "";
    if (written !== "") output.write(written);
  };
  process.once("exit", flush);
  return {
    write(line) {
      lines += line;
      if (lines.length >= TOGETHER_CHARS) flush();
      else timer ??= setTimeout(flush, TOGETHER_MS);
    },
  };
}
