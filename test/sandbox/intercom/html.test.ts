import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { htmlOf, htmlOrText, textOf } from "../../../src/sandbox/intercom/html.ts";
import { nastySubjects, questions } from "../../../src/sandbox/world/ticket-texts.ts";

describe("bodies", () => {
  it.each([...questions, ...nastySubjects])("come back as the text they were: %s", (text) => {
    expect(textOf(htmlOf(text))).toBe(text.replaceAll("\r\n", "\n"));
  });

  it("hold no markup of the writer's, and lose nothing of the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("<", ">", "&", '"', "a", ";", "lt", "&amp;", " ") }), (text) => {
        const html = htmlOf(text);
        expect(html.replaceAll(/<\/?p>|<br>/g, "")).not.toMatch(/[<>"]/);
        expect(textOf(html)).toBe(text);
      }),
    );
  });

  it("written as HTML are kept, those written as text become a paragraph", () => {
    expect(htmlOrText("<html> <body> <p>One</p> </body> </html>")).toBe("<p>One</p>");
    expect(htmlOrText("1 < 2\nlines")).toBe("<p>1 &lt; 2<br>lines</p>");
  });
});
