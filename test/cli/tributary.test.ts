import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { RequestListener, Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import jsonwebtoken from "jsonwebtoken";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { listedVendors } from "../../src/sandbox/vendor-list.ts";
import { SANDBOX_AUDIENCE, SANDBOX_ISSUER, sandboxKey } from "../../src/cli/sandbox-key.ts";
import { runCli } from "./run-cli.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tributary-cli-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("token", () => {
  function claims(stdout: string): jsonwebtoken.JwtPayload {
    const payload = jsonwebtoken.verify(stdout.trim(), sandboxKey.secret, {
      algorithms: ["HS256"],
      issuer: SANDBOX_ISSUER,
      audience: SANDBOX_AUDIENCE,
    });
    return typeof payload === "string" ? {} : payload;
  }

  it("prints a token and nothing else", async () => {
    const { code, stdout, stderr } = await runCli(["token", "--roles", "SUPPORT,sales"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const { sub, roles, brands, amr, iat = 0, exp = 0 } = claims(stdout);
    expect({ sub, roles, brands, amr }).toEqual({
      sub: "sandbox-user",
      roles: ["SUPPORT", "SALES"],
      brands: ["Harbor Games", "Lumen Play", "Kestrel Club"],
      amr: ["pwd"],
    });
    expect(exp - iat).toBe(3_600);
  });

  it("says of its bearer what it is told to", async () => {
    const flags = ["--roles", "ADMIN", "--brands", "North, South", "--mfa", "--expires-in", "15m", "--subject", "me"];
    const { stdout } = await runCli(["token", ...flags]);
    const { sub, brands, amr, iat = 0, exp = 0 } = claims(stdout);
    expect({ sub, brands, amr }).toEqual({ sub: "me", brands: ["North", "South"], amr: ["pwd", "otp"] });
    expect(exp - iat).toBe(900);
  });

  it.each([
    [["--roles", "BOSS"], "The roles are MARKETING, SALES, SUPPORT, FINANCE, ADMIN."],
    [["--roles", ""], "names with commas between them"],
    [[], "required option '--roles <roles>' not specified"],
    [["--roles", "ADMIN", "--expires-in", "soon"], "a time such as 90s, 15m, 1h or 7d"],
    [["--roles", "ADMIN", "--expires-in", "0h"], "a time such as 90s, 15m, 1h or 7d"],
    [["--roles", "ADMIN", "--brand", "x"], "unknown option '--brand'"],
    [["--roles", "ADMIN", "extra"], "too many arguments"],
  ])("refuses %j", async (flags, message) => {
    const { code, stdout, stderr } = await runCli(["token", ...flags]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("    at ");
  });
});

describe("--help", () => {
  it.each(["start", "serve", "sandbox", "token", "check", "import"])(
    "of %s explains it with examples",
    async (command) => {
      const { code, stdout, stderr } = await runCli([command, "--help"]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toContain(`Usage: tributary ${command}`);
      expect(stdout).toContain("Examples:\n  npm ");
    },
  );

  it("of all names each command", async () => {
    const { code, stdout } = await runCli(["--help"]);
    expect(code).toBe(0);
    for (const command of ["start", "serve", "sandbox", "token", "check", "import"])
      expect(stdout).toContain(`\n  ${command} `);
  });

  it.each([
    [[], "Usage: tributary"],
    [["strat"], "unknown command 'strat'"],
    [["sandbox", "--customers", "many"], "a whole number from 1 to"],
    [["sandbox", "--port", "99999"], "a whole number from 1 to"],
    [
      ["start", "--sources", "hubspot,oracle"],
      `"oracle" is no source. The sources are ${listedVendors.map(({ name }) => name).join(", ")}.`,
    ],
    [["start", "--rate-scale", "0"], "a number above 0"],
  ])("is pointed to after %j", async (args, message) => {
    const { code, stdout, stderr } = await runCli(args, { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).toContain("--help");
  });
});

describe("a configuration file", () => {
  it("with mistakes is refused by every command with every mistake, its line, and no stack", async () => {
    writeFileSync(join(folder, "bad.yaml"), "sources:\n  - { name: crm, connector: hubspott }\nlgo: {}\n");
    for (const command of ["check", "serve", "start"]) {
      const { code, stdout, stderr } = await runCli([command, "--config", "bad.yaml"], { cwd: folder });
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(stderr).toContain("bad.yaml:1:1 auth: is missing");
      expect(stderr).toContain(
        'bad.yaml:2:29 sources[0].connector: names no connector, but "hubspott"; did you mean hubspot?',
      );
      expect(stderr).toContain("bad.yaml:3:1 lgo: is not a setting here; did you mean log?");
      expect(stderr).toContain("3 mistakes in the configuration");
      expect(stderr).not.toContain("    at ");
    }
  });

  it("that is not there is named", async () => {
    const { code, stderr } = await runCli(["check", "--config", "none.yaml"], { cwd: folder });
    expect(code).toBe(1);
    expect(stderr).toContain("none.yaml can't be read: there is no such file");
  });

  it("is what serve insists on", async () => {
    const { code, stderr } = await runCli(["serve"], { cwd: folder });
    expect(code).toBe(1);
    expect(stderr).toContain("There is no tributary.yaml in this folder");
  });
});

describe("check", () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  async function vendor(handle: RequestListener): Promise<string> {
    const server = createServer(handle);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  }

  const env = { KEY: "k".repeat(32), TOKEN: "secret-token" };
  const auth = "auth: { issuer: i, audience: a, keys: [{ algorithm: HS256, secret: env:KEY }] }";
  const source = (name: string, baseUrl: string): string =>
    `  - { name: ${name}, connector: hubspot, baseUrl: "${baseUrl}", credentials: { accessToken: env:TOKEN } }`;

  it("says of each source whether it answers, and what to mend", async () => {
    const good = await vendor((request, response) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ results: [], authorization: request.headers.authorization }));
    });
    const refusing = await vendor((_, response) => response.writeHead(401).end('{"message":"expired"}'));
    const closed = await vendor(() => {});
    await new Promise((resolve) => servers.pop()?.close(resolve));
    const lines = [auth, "sources:", source("good", good), source("refusing", refusing), source("closed", closed)];
    writeFileSync(join(folder, "tributary.yaml"), lines.join("\n"));
    const { code, stdout, stderr } = await runCli(["check"], { cwd: folder, env });
    expect(code).toBe(1);
    expect(stdout).toContain("tributary.yaml is valid");
    expect(stdout).toMatch(/^ {2}good {6}hubspot {2}ok, \d+ ms$/m);
    expect(stdout).toContain("  refusing  hubspot  FAILED: the credentials are refused (401)");
    expect(stdout).toContain("  closed    hubspot  FAILED: nothing listens there");
    expect(stdout).toContain("warning: there is no idSecret");
    expect(stderr).toContain("2 of 3 sources failed");
    expect(stdout + stderr).not.toContain("secret-token");
  });

  it("warns of a key that ends soon, or is older than it should be", async () => {
    const good = await vendor((_, response) => response.writeHead(200).end('{"results":[]}'));
    const nowSeconds = Math.floor(Date.now() / 1_000);
    const claims = { iat: nowSeconds - 100 * 86_400, exp: nowSeconds + 3 * 86_400 + 60 };
    const TOKEN = jsonwebtoken.sign(claims, "k".repeat(32));
    const settings = "credentialMaxAgeDays: 90, credentialWarnDays: 7";
    const lines = [auth, "sources:", source("ageing", good).replace(" }", " }, " + settings), source("other", good)];
    writeFileSync(join(folder, "ageing.yaml"), lines.join("\n"));
    const { code, stdout } = await runCli(["check", "--config", "ageing.yaml"], {
      cwd: folder,
      env: { ...env, TOKEN },
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/warning: ageing: a credential ends on \d{4}-\d\d-\d\d, in 3 days:/);
    expect(stdout).toContain("warning: ageing: a credential is 100 days old, and should be replaced after 90:");
    expect(stdout).toMatch(/warning: other: a credential ends/);
    expect(stdout).not.toContain("warning: other: a credential is");
  });

  it("refuses a key that is too short", async () => {
    writeFileSync(join(folder, "key.yaml"), [auth, "sources:", source("crm", "http://127.0.0.1:1")].join("\n"));
    const { code, stderr } = await runCli(["check", "--config", "key.yaml"], {
      cwd: folder,
      env: { ...env, KEY: "short" },
    });
    expect(code).toBe(1);
    expect(stderr).toContain("a secret of 5 bytes: HS256 needs 32");
  });

  it("checks the sandbox where there is no file", async () => {
    const empty = mkdtempSync(join(tmpdir(), "tributary-cli-"));
    const { code, stdout, stderr } = await runCli(["check", "--customers", "50", "--latency", "0"], { cwd: empty });
    rmSync(empty, { recursive: true });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.match(/ok, \d+ ms/g)).toHaveLength(listedVendors.length);
  });
});
