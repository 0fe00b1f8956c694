// How a person uses GraphiQL, for whoever drives it in a browser.
import type { Page } from "playwright-core";

/** Opens the page as its first role; done when it has read the schema and shows its first query. */
export async function openGraphiql(page: Page, gatewayUrl: string): Promise<unknown> {
  return untilSchemaRead(page, () => page.goto(`${gatewayUrl}/graphiql`));
}

/** Chooses another role, and waits for the page that is loaded for it. Gives the introspection's answer. */
export async function chooseRole(page: Page, role: string): Promise<unknown> {
  return untilSchemaRead(page, () => page.getByLabel("You are").selectOption(role));
}

async function untilSchemaRead(page: Page, act: () => Promise<unknown>): Promise<unknown> {
  // A page that is being left may still ask for its schema.
  let hasArrived = false;
  page.once("framenavigated", () => {
    hasArrived = true;
  });
  const schemaRead = page.waitForResponse((response) => hasArrived && isAnswerTo("IntrospectionQuery")(response));
  await act();
  const schema: unknown = await (await schemaRead).json();
  await page.locator(".graphiql-query-editor .view-line", { hasText: "CustomerPage" }).waitFor();
  return schema;
}

/** Presses the play button; done when the answer is on the page. Gives the answer as it was sent. */
export async function pressRun(page: Page): Promise<unknown> {
  const answered = page.waitForResponse(isAnswerTo("CustomerPage"));
  await page.getByRole("button", { name: /execute query/i }).click();
  const answer: unknown = await (await answered).json();
  await page
    .locator(".result-window .view-line", { hasText: /"(data|errors)"/ })
    .first()
    .waitFor();
  return answer;
}

function isAnswerTo(operationName: string) {
  return (response: { url(): string; request(): { postData(): string | null } }): boolean =>
    response.url().endsWith("/graphql") && response.request().postData()?.includes(operationName) === true;
}
