// GraphiQL as a person meets it after `npm start`: a real browser on a real gateway on a real sandbox.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath, openChromium } from "../support/chromium.ts";
import { startGateway, type Gateway } from "../support/gateway.ts";
import { chooseRole, openGraphiql, pressRun } from "../support/graphiql.ts";

interface Reply {
  readonly data: {
    readonly customers: { readonly nodes: readonly Record<"displayName" | "email" | "deals" | "tickets", unknown>[] };
  };
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
  readonly extensions: { readonly tributary: { readonly sources: Record<string, { readonly calls: number }> } };
}

interface Introspection {
  readonly data: {
    readonly __schema: { readonly types: readonly { name: string; fields: readonly { name: string }[] | null }[] };
  };
}

const executable = chromiumPath();
const WHY_SKIPPED = "there is no Chromium (Debian's package `chromium`, or CHROMIUM_PATH)";

const POLL = { timeout: 15_000 };

let gateway: Gateway;
let browser: Browser;

beforeAll(async () => {
  if (executable === null) return;
  gateway = await startGateway({ hasRoleSwitch: true });
  browser = await openChromium(executable);
});

afterAll(async () => {
  if (executable === null) return;
  await browser.close();
  await gateway.stop();
});

/** A tab in a fresh profile, and what must not happen in it: errors, and requests to anybody but the gateway. */
async function newTab(): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1360, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000); // less than the test's, so that what was waited for is named
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text()); // CSP violations come here too
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  context.on("request", (request) => {
    if (![`${gateway.url}/`, `blob:${gateway.url}/`, "data:"].some((prefix) => request.url().startsWith(prefix))) {
      complaints.push(`a request to ${request.url()}`);
    }
  });
  return { page, complaints };
}

describe("GraphiQL in Chromium", () => {
  it("opens on a query that answers, and asks nobody but the gateway", async ({ skip }) => {
    skip(executable === null, WHY_SKIPPED);
    const { page, complaints } = await newTab();
    await openGraphiql(page, gateway.url);
    const { data, errors, extensions } = (await pressRun(page)) as Reply;

    expect(errors).toBeUndefined();
    expect(data.customers.nodes).toHaveLength(5);
    const [first] = data.customers.nodes;
    await page
      .locator(".result-window .view-line", { hasText: String(first?.displayName) })
      .first()
      .waitFor();
    expect(Object.keys(extensions.tributary.sources).sort()).toEqual(Object.keys(gateway.sandbox.sources).sort());
    expect(complaints).toEqual([]);

    const screenshot = process.env["GRAPHIQL_SCREENSHOT"];
    if (screenshot !== undefined) await page.screenshot({ path: screenshot });
  });

  it("shows another role its own schema, and null with an error for what it may not read", async ({ skip }) => {
    skip(executable === null, WHY_SKIPPED);
    const { page, complaints } = await newTab();
    const full = fieldsOf((await openGraphiql(page, gateway.url)) as Introspection);
    // The page that comes next finds the tabs which this one has kept.
    await expect.poll(() => page.evaluate('localStorage.getItem("graphiql:tabState")'), POLL).not.toBeNull();
    const own = fieldsOf((await chooseRole(page, "MARKETING")) as Introspection);
    expect(full("Customer")).toEqual(expect.arrayContaining(["displayName", "email", "phone", "tickets"]));
    expect(own("Customer")).toEqual(expect.arrayContaining(["displayName", "email"]));
    expect(own("Customer")).not.toEqual(expect.arrayContaining(["tickets"]));
    expect(own("Ticket")).toEqual([]);

    const { data, errors = [] } = (await pressRun(page)) as Reply;
    expect(data.customers.nodes).toHaveLength(5);
    for (const node of data.customers.nodes) expect(node).toMatchObject({ deals: null, tickets: null });
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(["FORBIDDEN"]));
    await page.locator(".result-window .view-line", { hasText: '"FORBIDDEN"' }).first().waitFor();

    await page.getByRole("button", { name: "Show Documentation Explorer" }).click();
    const docs = page.locator(".graphiql-doc-explorer");
    await docs.getByText("Query", { exact: true }).click();
    await docs.getByText("customers", { exact: true }).waitFor();
    expect(await docs.getByText("tickets", { exact: true }).count()).toBe(0);
    expect(await page.getByLabel("You are").inputValue()).toBe("MARKETING");
    expect(await page.locator(".graphiql-tab").count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it("gets a new token when the one it has has run out", async ({ skip }) => {
    skip(executable === null, WHY_SKIPPED);
    const { page } = await newTab();
    await openGraphiql(page, gateway.url);
    const refused: string[] = [];
    await page.route("**/graphql", async (route) => {
      if (refused.length > 0) return route.continue();
      refused.push(route.request().headers()["authorization"] ?? "");
      return route.fulfill({ status: 401, json: { errors: [{ message: "the token expired" }] } });
    });
    const answered = page.waitForResponse((response) => response.url().endsWith("/graphql") && response.ok());
    await page.getByRole("button", { name: /execute query/i }).click();
    expect(((await (await answered).json()) as Reply).data.customers.nodes).toHaveLength(5);
    expect(refused).toHaveLength(1);
  });
});

function fieldsOf({ data: { __schema: schema } }: Introspection): (typeName: string) => readonly string[] {
  return (typeName) => schema.types.find(({ name }) => name === typeName)?.fields?.map(({ name }) => name) ?? [];
}
