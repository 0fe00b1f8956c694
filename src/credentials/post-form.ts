// The way to a token endpoint: one form, one answer, no retry.
import { request } from "undici";

/** Posts a form and gives what came back, whatever its status. Rejects when nothing came in time. */
export type PostForm = (
  url: string,
  form: Readonly<Record<string, string>>,
) => Promise<{ readonly status: number; readonly text: string }>;

/** @param timeoutMs the longest that one post may take */
export function createPostForm({ timeoutMs }: { readonly timeoutMs: number }): PostForm {
  return async (url, form) => {
    const { statusCode, body } = await request(url, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
      body: new URLSearchParams(form).toString(),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: statusCode, text: await body.text() };
  };
}
