import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDesk } from "./running-desk.ts";
import type { RunningDesk } from "./running-desk.ts";

describe("the incremental export of users", () => {
  let desk: RunningDesk;
  beforeAll(async () => {
    desk = await startDesk();
  });
  afterAll(() => desk.stop());

  it.each([
    ["without a start", ""],
    ["from the last minute", "?start_time=99999999999"],
    ["behind what is no cursor", "?cursor=abc"],
  ])("is refused %s", async (_name, query) => {
    expect((await desk.get(`/incremental/users/cursor${query}`)).status).toBe(400);
  });
});
