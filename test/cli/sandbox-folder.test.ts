import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sandboxFolder } from "../../src/cli/sandbox-folder.ts";
import { lockFolder } from "../../src/store/folder-lock.ts";

describe("sandboxFolder", () => {
  const before = process.cwd();
  const root = mkdtempSync(join(tmpdir(), "tributary-folder-"));
  const releases: (() => void)[] = [];
  beforeAll(() => process.chdir(root));
  afterAll(() => {
    for (const release of releases) release();
    process.chdir(before);
    rmSync(root, { recursive: true });
  });

  it("is another for each data set", () => {
    const worlds = [
      { seed: 1, customers: 12 },
      { seed: 11, customers: 2 },
      { seed: 1, customers: 13 },
    ];
    expect(new Set(worlds.map(sandboxFolder)).size).toBe(3);
  });

  it("is the same again, but for one that another gateway has", () => {
    const world = { seed: 1, customers: 5 };
    const first = sandboxFolder(world);
    mkdirSync(first, { recursive: true });
    expect(sandboxFolder(world)).toBe(first);
    releases.push(lockFolder(first));
    const second = sandboxFolder(world);
    expect(second).not.toBe(first);
    mkdirSync(second, { recursive: true });
    releases.push(lockFolder(second));
    expect(new Set([first, second, sandboxFolder(world)]).size).toBe(3);
    for (const release of releases.splice(0)) release();
    expect(sandboxFolder(world)).toBe(first);
  });
});
