// What `import` does.
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { CommandError } from "./report-error.ts";
import { sendLines } from "./send-lines.ts";

export interface ImportFlags {
  readonly source: string;
  readonly url: string;
  readonly token?: string;
}

const SHOWN = 20;

/** Sends a file, or standard input for "-". Rejects with CommandError where a line is refused, after all were sent. */
export async function runImport(file: string, { source, url, token }: ImportFlags): Promise<void> {
  const bearer = token ?? process.env["TRIBUTARY_TOKEN"] ?? "";
  if (bearer === "") {
    throw new CommandError("An import needs the token of an ADMIN: set TRIBUTARY_TOKEN, or give --token");
  }
  const input = file === "-" ? process.stdin : createReadStream(file);
  // A file that can't be read must fail here, and not as an event that nobody hears.
  const failed = new Promise<never>((_, reject) => input.once("error", reject));
  const lines = createInterface({ input, crlfDelay: Infinity });
  const sent = sendLines(lines, { url, source, token: bearer });
  const report = await Promise.race([sent, failed]).catch((problem: unknown) => {
    if (problem instanceof Error && "code" in problem && "path" in problem) {
      throw new CommandError(`${file} can't be read (${String(problem.code)})`);
    }
    throw problem;
  });
  const count = (number: number): string => number.toLocaleString("en");
  process.stdout.write(`${count(report.lines)} lines, ${count(report.written)} records written to ${source}\n`);
  if (report.refused === 0) return;
  const shown = report.problems.slice(0, SHOWN).map(({ line, problem }) => `${file}:${line}: ${problem}`);
  const more = report.refused - shown.length;
  throw new CommandError(
    [
      ...shown,
      ...(more > 0 ? [`and ${count(more)} more`] : []),
      `${count(report.refused)} of ${count(report.lines)} lines were refused; all others are kept`,
    ].join("\n"),
  );
}
