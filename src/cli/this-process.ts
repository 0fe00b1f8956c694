import { parentGone } from "./parent-watch.ts";
import type { StopOptions } from "./until-stopped.ts";

/** How the running process is told to stop; `notice` is printed when it is. */
export function thisProcess(notice: string): StopOptions {
  // Started in any other way, it may well be meant to outlive who started it.
  const isRunByNpm = process.env["npm_lifecycle_event"] !== undefined;
  return {
    signals: process,
    ...(isRunByNpm ? { orphaned: parentGone(() => process.ppid) } : {}),
    now: () => performance.now(),
    kill: () => process.exit(130), // 128 + SIGINT, as shells say it
    onStopping: () => {
      process.stderr.write(`\n${notice} (Ctrl-C again stops at once)\n`);
    },
  };
}
