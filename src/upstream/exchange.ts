// One request and what came of it, straight on undici's dispatch: no stream, no signal, one timer.
import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";

export interface ExchangeRequest {
  readonly method: "GET" | "POST";
  readonly origin: string;
  /** Path and query. */
  readonly target: string;
  /** Names and values by turns. */
  readonly headers: string[];
  readonly body: string | undefined;
}

/** "late" is our own time limit, "given-up" that the last caller left. */
export type Exchange =
  | { readonly kind: "reply"; readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer }
  /** The status is 0 when the connection broke before the reply began. */
  | {
      readonly kind: "broken";
      readonly status: number;
      readonly headers: IncomingHttpHeaders;
      readonly problem: Error;
    }
  | { readonly kind: "late" | "given-up" };

export interface RunningExchange {
  readonly done: Promise<Exchange>;
  giveUp(): void;
}

/** Sends a request. `done` never rejects. @param timeoutMs for the whole of it, connecting included */
export function startExchange(dispatcher: Dispatcher, request: ExchangeRequest, timeoutMs: number): RunningExchange {
  const handler = new ExchangeHandler(timeoutMs);
  dispatcher.dispatch(
    {
      origin: request.origin,
      path: request.target,
      method: request.method,
      headers: request.headers,
      body: request.body ?? null,
    },
    handler,
  );
  return handler;
}

class ExchangeHandler implements Dispatcher.DispatchHandler, RunningExchange {
  readonly done: Promise<Exchange>;
  readonly #timer: NodeJS.Timeout;
  #resolve: (exchange: Exchange) => void = () => undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #isOver = false;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  #firstChunk: Buffer | undefined;
  #chunks: Buffer[] | undefined;

  constructor(timeoutMs: number) {
    this.done = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    this.#timer = setTimeout(() => this.#stop("late"), timeoutMs);
  }

  giveUp(): void {
    this.#stop("given-up");
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // It was over while it waited for a connection.
    if (this.#isOver) controller.abort(new Error("nobody waits for this request"));
    else this.#controller = controller;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#firstChunk === undefined) this.#firstChunk = chunk;
    else (this.#chunks ??= [this.#firstChunk]).push(chunk);
  }

  onResponseEnd(): void {
    const body = this.#chunks === undefined ? (this.#firstChunk ?? Buffer.alloc(0)) : Buffer.concat(this.#chunks);
    this.#end({ kind: "reply", status: this.#status, headers: this.#headers, body });
  }

  onResponseError(_controller: Dispatcher.DispatchController, problem: Error): void {
    this.#end({ kind: "broken", status: this.#status, headers: this.#headers, problem });
  }

  #stop(kind: "late" | "given-up"): void {
    if (this.#isOver) return;
    this.#end({ kind });
    this.#controller?.abort(new Error(kind));
  }

  #end(exchange: Exchange): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#resolve(exchange);
  }
}
