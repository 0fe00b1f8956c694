/** Milliseconds between two looks; a look costs a system call. */
const LOOK_EVERY_MS = 250;

/**
 * Resolves once the process that started this one is gone. For a start by npm: it runs commands through a shell that
 * dies of the SIGTERM which npm passes on, and does not pass it on itself.
 */
export async function parentGone(parentPid: () => number): Promise<void> {
  const parent = parentPid();
  await new Promise<void>((resolve) => {
    const looking = setInterval(() => {
      if (parentPid() === parent) return;
      clearInterval(looking);
      resolve();
    }, LOOK_EVERY_MS);
    looking.unref();
  });
}
