import type { StopOptions } from "./until-stopped.ts";

/** How the running process is told to stop; `notice` is printed when it is. */
export function thisProcess(notice: string): StopOptions {
  return {
    signals: process,
    now: () => performance.now(),
    kill: () => process.exit(130), // 128 + SIGINT, as shells say it
    onStopping: () => {
      process.stderr.write(`\n${notice} (again to stop at once)\n`);
    },
  };
}
