// POST /import/<source>: records that a source can't be asked for, a line each, as its webhooks would bring them.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Principal } from "../auth/principal.ts";
import type { TokenVerifier } from "../auth/token.ts";
import { RequestError, UPSTREAM_CODES, UpstreamError } from "../errors.ts";
import { authenticate, sendRefusal } from "./authenticate.ts";
import { readLines, type Line } from "./read-lines.ts";

/** Keeps bodies, all that can be kept. Rejects with UpstreamError where the store fails; then none of them was kept. */
export type Importer = (bodies: readonly unknown[]) => Promise<{
  readonly kept: number;
  readonly refused: readonly { readonly index: number; readonly problem: string }[];
}>;

export interface ImportRouteOptions {
  readonly verifier: TokenVerifier;
  /** Null where there is no such source for this caller, or it takes no imports. */
  readonly importerOf: (source: string, principal: Principal) => Importer | null;
  readonly maxLineBytes: number;
}

/** What became of a body. */
export interface ImportReport {
  /** Lines that held something. */
  lines: number;
  /** Records that were written: a line may hold several, and what is older than what was kept, or the same, is not. */
  written: number;
  refused: number;
  /** Of the refused lines the first 1,000. */
  readonly problems: { readonly line: number; readonly problem: string }[];
}

const MEDIA_TYPE = "application/x-ndjson";
const BATCH = 200;
const MAX_PROBLEMS = 1_000;
/** More comes in several requests, as the command `import` sends it. */
const MAX_BODY_BYTES = 64 * 1_048_576;

export function registerImport(app: FastifyInstance, options: ImportRouteOptions): void {
  /** Before the body is read. */
  async function letIn(request: FastifyRequest<Route>, reply: FastifyReply): Promise<FastifyReply | undefined> {
    try {
      const principal = await authenticate(request, options.verifier);
      request.principal = principal;
      if (principal.roles.includes("ADMIN")) return undefined;
      return refuse(request, reply, 403, "FORBIDDEN", "imports need the role ADMIN");
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      request.refusal = error.message;
      return sendRefusal(request, reply, error);
    }
  }

  async function take(request: FastifyRequest<Route>, reply: FastifyReply): Promise<FastifyReply | ImportReport> {
    const { principal, params, body } = request;
    const importer = principal === null ? null : options.importerOf(params.source, principal);
    if (principal === null || importer === null) {
      const message = `there is no source ${params.source} that takes imports`;
      return refuse(request, reply, 404, "NOT_FOUND", message);
    }
    const progress = { line: 0 };
    try {
      const report = await importLines(readLines(bounded(body), options.maxLineBytes), importer, progress);
      const { problems: _problems, ...counts } = report;
      const line = { requestId: request.id, principal: principal.subject, source: params.source, ...counts };
      request.log.info(line, "import");
      return report;
    } catch (error) {
      const lost = `: lines 1 to ${progress.line} are dealt with, and all can be sent again`;
      if (error instanceof TooLarge) {
        return refuse(request, reply, 413, "BAD_REQUEST", `more than ${MAX_BODY_BYTES} bytes${lost}`);
      }
      if (!(error instanceof UpstreamError)) throw error;
      request.log.warn({ err: error, requestId: request.id }, "An import could not be kept");
      return refuse(request, reply, 503, UPSTREAM_CODES[error.failure], `${error.message}${lost}`);
    }
  }

  void app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(MEDIA_TYPE, (_request, payload, go) => go(null, payload)); // as it arrives
    scope.post<Route>("/import/:source", { onRequest: letIn }, take);
    done();
  });
}

interface Route {
  Params: { readonly source: string };
  Body: AsyncIterable<Uint8Array>;
}

class TooLarge extends Error {}

async function* bounded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new TooLarge();
    yield chunk;
  }
}

async function importLines(
  lines: AsyncIterable<Line>,
  importer: Importer,
  progress: { line: number },
): Promise<ImportReport> {
  const report: ImportReport = { lines: 0, written: 0, refused: 0, problems: [] };
  let batch: { readonly line: number; readonly body: unknown }[] = [];
  const refuseLine = (line: number, problem: string): void => {
    report.refused += 1;
    if (report.problems.length < MAX_PROBLEMS) report.problems.push({ line, problem });
  };
  const flush = async (upTo: number): Promise<void> => {
    const { kept, refused } = await importer(batch.map(({ body }) => body));
    report.written += kept;
    for (const { index, problem } of refused) refuseLine(batch[index]?.line ?? 0, problem);
    batch = [];
    progress.line = upTo;
  };
  let last = 0;
  for await (const { number, text } of lines) {
    report.lines += 1;
    last = number;
    const body = parsed(text);
    if (body instanceof Error) refuseLine(number, body.message);
    else batch.push({ line: number, body });
    if (batch.length >= BATCH) await flush(number);
  }
  await flush(last);
  report.problems.sort((a, b) => a.line - b.line);
  return report;
}

function parsed(text: string | null): unknown {
  if (text === null) return new Error("is too long, or is not UTF-8");
  try {
    return JSON.parse(text);
  } catch {
    return new Error("is not JSON");
  }
}

function refuse(
  request: FastifyRequest<Route>,
  reply: FastifyReply,
  status: number,
  code: string,
  message: string,
): FastifyReply {
  request.refusal = message;
  return reply.code(status).send({ errors: [{ message, extensions: { code } }] });
}
