// Bodies are HTML; `display_as=plaintext` asks for text.

/** What people type as Intercom keeps it: a paragraph for each block of lines. */
export function htmlOf(text: string): string {
  return text
    .split(/(?:\r?\n){2,}/)
    .map((block) => `<p>${escaped(block).replaceAll(/\r?\n/g, "<br>")}</p>`)
    .join("\n");
}

/** A body written as HTML is kept as it is, without the tags around all of it. */
export function htmlOrText(body: string): string {
  if (!/<\/?[a-z][^>]*>/i.test(body)) return htmlOf(body);
  return body.replaceAll(/<\/?(?:html|body)[^>]*>/gi, "").trim();
}

/** The text of a body: the inverse of `htmlOf`, and of other HTML what can be read. */
export function textOf(html: string): string {
  return html
    .replaceAll(/<br\s*\/?>/gi, "\n")
    .replaceAll(/<\/p>\s*<p[^>]*>/gi, "\n\n")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
