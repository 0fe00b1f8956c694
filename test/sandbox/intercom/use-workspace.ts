import { afterEach } from "vitest";
import { startWorkspace } from "./running-workspace.ts";
import type { RunningWorkspace, StartOptions } from "./running-workspace.ts";

/** Gives what starts a workspace; the test's own are stopped after it. */
export function useWorkspace(): (options?: StartOptions) => Promise<RunningWorkspace> {
  let running: RunningWorkspace[] = [];
  afterEach(async () => {
    await Promise.all(running.map((workspace) => workspace.stop()));
    running = [];
  });
  return async (options = {}) => {
    const workspace = await startWorkspace(options);
    running.push(workspace);
    return workspace;
  };
}
