import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { claimSandboxFolder } from "../../src/cli/sandbox-folder.ts";

describe("claimSandboxFolder", () => {
  const before = process.cwd();
  const root = mkdtempSync(join(tmpdir(), "tributary-folder-"));
  const releases: (() => void)[] = [];
  const claim = (seed: number, customers: number): string => {
    const { path, release } = claimSandboxFolder({ seed, customers });
    releases.push(release);
    return path;
  };
  beforeAll(() => process.chdir(root));
  afterEach(() => {
    for (const release of releases.splice(0)) release();
  });
  afterAll(() => {
    process.chdir(before);
    rmSync(root, { recursive: true });
  });

  it("gives another folder for each data set", () => {
    expect(new Set([claim(1, 12), claim(11, 2), claim(1, 13)]).size).toBe(3);
  });

  it("gives the same again, but for one that another gateway has, even if it has opened nothing yet", () => {
    const [first, second, third] = [claim(1, 5), claim(1, 5), claim(1, 5)];
    expect(new Set([first, second, third]).size).toBe(3);
    for (const release of releases.splice(1, 1)) release();
    expect(claim(1, 5)).toBe(second);
  });

  it("leaves it to the store to say that a folder can't be made", () => {
    rmSync(".tributary", { recursive: true, force: true });
    writeFileSync(".tributary", "");
    expect(new Set([claim(1, 5), claim(1, 5)]).size).toBe(1);
    rmSync(".tributary");
  });
});
