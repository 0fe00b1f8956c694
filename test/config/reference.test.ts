// docs/configuration.md says what the schema says.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { connectors } from "../../src/connectors/index.ts";
import { defaultLifetimes } from "../../src/config/lifetimes.ts";
import { loadConfig } from "../../src/config/load.ts";
import { documentSchema } from "../../src/config/schema.ts";
import { sourceSchema } from "../../src/config/source-schema.ts";
import { settingsOf } from "./schema-walk.ts";

const text = readFileSync(new URL("../../docs/configuration.md", import.meta.url), "utf8");

/** The cells of every table row that begins with code. */
function rowsOf(section: string): readonly (readonly string[])[] {
  return section
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.split(" | ").map((cell) => cell.replaceAll(/^\| | \|$/g, "").trim()));
}

const rows = rowsOf(text);
const settingsSection = text.slice(text.indexOf("\n## Settings"), text.indexOf("\n## Lifetimes"));
const documented = rowsOf(settingsSection).map(([key = "", , fallback = ""]) => [code(key), code(fallback)] as const);

function code(cell: string): string {
  return cell.replace(/^`(.*)`$/, "$1");
}

// What differs by connector is said once for all, and so is what differs by type.
const byConnector = /^sources\[\]\.(baseUrl$|entities$|limits\.|quota\.windows\.|options\.|credentials\.)/;
const ofType = /\.(lifetimes)\.\w+\./;

function expected(): ReadonlyMap<string, string> {
  const all = new Map<string, string>();
  const [connector] = connectors;
  if (connector === undefined) throw new Error("no connector");
  const settings = [...settingsOf(documentSchema, ""), ...settingsOf(sourceSchema(connector), "sources[]")];
  for (const { key, default: fallback } of settings) {
    if (key === "sources" || byConnector.test(key)) continue;
    if (ofType.test(key)) all.set(key.replace(ofType, ".$1.<Type>."), "see [Lifetimes]");
    else all.set(key, fallback);
  }
  for (const limit of [
    "baseUrl",
    "entities",
    "limits.concurrency",
    "limits.timeoutMs",
    "limits.batchSize",
    "options.<name>",
  ]) {
    all.set(`sources[].${limit}`, "the connector's");
  }
  for (const { key, default: fallback } of settings) {
    if (/limits\.(maxRetries|breaker|queue)/.test(key)) all.set(key, fallback); // the same for all connectors
  }
  all.set("sources[].quota.windows.<name>", "none");
  return all.set("sources[].credentials.<name>", "required");
}

describe("docs/configuration.md", () => {
  it("has every setting, and no other, with its default", () => {
    expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(expected()));
  });

  it("has the default lifetimes", () => {
    const found = rows
      .filter(([key = ""]) => Object.hasOwn(defaultLifetimes, code(key)))
      .map(([key = "", fresh, stale, ifError]) => [
        code(key),
        { freshSeconds: Number(fresh), staleSeconds: Number(stale), staleIfErrorSeconds: Number(ifError) },
      ]);
    expect(Object.fromEntries(found)).toEqual(defaultLifetimes);
  });

  it.each(connectors)(
    "has the credentials, limits and options of $name",
    ({ name, baseUrl, auth, limits, options }) => {
      const row = rows.find(([key = "", ...cells]) => code(key) === name && cells.length === 5) ?? [];
      const ways = auth.map((scheme) => {
        switch (scheme.scheme) {
          case "bearer":
            return [scheme.secret];
          case "basic":
            return [...scheme.user.matchAll(/\{(\w+)\}/g)].map(([, found]) => found).concat(scheme.password);
          case "header":
            return [...scheme.value.matchAll(/\{(\w+)\}/g)].map(([, found]) => found);
          case "oauth2-refresh":
            return [scheme.clientId, scheme.clientSecret, scheme.refreshToken];
          case "oauth2-client-credentials":
            return [scheme.clientId, scheme.clientSecret];
          case "oauth2-jwt-bearer":
            return [scheme.clientId, scheme.username, scheme.privateKey];
        }
      });
      expect(row.slice(1)).toEqual([
        baseUrl === null ? "the account's" : `\`${baseUrl}\``,
        ways.map((names) => names.map((one) => `\`${one}\``).join(", ")).join("; or "),
        String(limits.concurrency),
        String(limits.timeoutMs),
        String(limits.batchSize),
      ]);
      const found = rows
        .filter(([key = ""]) => key.startsWith(`\`${name}\` `))
        .map(([key, fallback]) => [key, fallback]);
      expect(found).toEqual(
        Object.entries(options ?? {}).map(([option, fallback]) => [
          `\`${name}\` \`${option}\``,
          `\`${JSON.stringify(fallback)}\``,
        ]),
      );
    },
  );

  it.each(connectors)("has the quota windows of $name", ({ name, quota }) => {
    const calls = new Map([
      ["all", "all"],
      ["search", "searches"],
      ["export", "exports"],
      ["plain", "all but searches"],
    ]);
    expect(
      rows
        .filter(([key, window = ""]) => key === `\`${name}\`` && window.startsWith("`") && window.endsWith("`"))
        .filter((cells) => cells.length === 5),
    ).toEqual(
      Object.entries(quota?.windows ?? {}).map(([window, { limit, windowMs, of = "all" }]) => [
        `\`${name}\``,
        `\`${window}\``,
        String(limit),
        String(windowMs / 1_000),
        calls.get(of),
      ]),
    );
  });

  it("has an example that is a good file", () => {
    const example = /```yaml\n(.*?)```/s.exec(text)?.[1] ?? "";
    const env = Object.fromEntries([...example.matchAll(/env:(\w+)/g)].map(([, name]) => [name, "set"]));
    const config = loadConfig({
      file: "tributary.yaml",
      env,
      readFile: (path) => (path === "tributary.yaml" ? example : "secret"),
      connectors,
    });
    expect(config.sources.map(({ name, connector }) => [name, connector])).toEqual([
      ["crm", "hubspot"],
      ["desk", "zendesk"],
      ["payments", "stripe"],
    ]);
  });
});
