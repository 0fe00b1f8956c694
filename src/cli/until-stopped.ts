// How a command that serves comes to its end: the first signal stops it cleanly, the second at once.

/** npm passes Ctrl-C on to a process that the terminal has told already: what follows this soon is the same one. */
const SAME_SIGNAL_MS = 1_000;

export interface Signals {
  on(signal: "SIGINT" | "SIGTERM", listener: () => void): unknown;
}

export interface StopOptions {
  readonly signals: Signals;
  /** Resolves when nobody is left to send a signal; counts as one. */
  readonly orphaned?: Promise<void>;
  /** Milliseconds, from any start. */
  readonly now: () => number;
  /** Ends the process without waiting for anything. */
  readonly kill: () => void;
  /** Called at the first signal. */
  readonly onStopping: () => void;
}

/** Why a command ends: Ctrl-C of a person who waits for it, whoever runs services, or nobody is left. */
export type StopReason = "SIGINT" | "SIGTERM" | "orphaned";

/** Waits for SIGINT, SIGTERM or to be orphaned, then runs `stop`; a second signal while it runs kills. Rejects as `stop` does. */
export async function untilStopped(stop: (reason: StopReason) => Promise<void>, options: StopOptions): Promise<void> {
  const { signals, orphaned, now, kill, onStopping } = options;
  let firstAtMs: number | null = null;
  const { promise: woken, resolve: wake } = Promise.withResolvers<StopReason>();
  const listenerOf = (signal: "SIGINT" | "SIGTERM") => (): void => {
    if (firstAtMs === null) {
      firstAtMs = now();
      wake(signal);
    } else if (now() - firstAtMs > SAME_SIGNAL_MS) kill();
  };
  // Left in place: without them, the echo of a signal that came before would kill what is still closing.
  signals.on("SIGINT", listenerOf("SIGINT"));
  signals.on("SIGTERM", listenerOf("SIGTERM"));
  void orphaned?.then(() => wake("orphaned"));
  const reason = await woken;
  onStopping();
  await stop(reason);
}
