import { describe, expect, it } from "vitest";
import { plainText } from "../../src/mapping/plain-text.ts";

const context = {
  source: "s",
  defaultCurrency: null,
  defaultCountry: null,
  externalIds: [],
  onUnknownValue: () => undefined,
};
const plain = (value: unknown): string => plainText(value, context, "body");

describe("plain text", () => {
  it.each(["", "Hello", "2 < 3 and 5 > 4", "a < b >c", "I <3 you", "x &lt; y\n\n\n  z", "<john@example.com>"])(
    "is left as it is: %j",
    (text) => {
      expect(plain(text)).toBe(text);
    },
  );

  it.each([
    ["<p>Hello</p>", "Hello"],
    ["<div>one</div><div>two<br>three</div>", "one\ntwo\nthree"],
    ["<p>a</p>\r\n  <p>b  c</p>", "a\nb c"],
    ["<ul><li>x</li><li>y</li></ul>", "x\ny"],
    ["<table><tr><td>a</td><td>b</td></tr></table>", "a\tb"],
    ["<style>p { color: red }</style><p>x</p><script>alert(1)</script>", "x"],
    ["<html><head><title>no</title></head><body>yes<!-- no --></body></html>", "yes"],
    ["<p>M&uuml;ller &amp; S&#246;hne &#x1F600; &nbsp;&euro;5</p>", "Müller & Söhne 😀 €5"],
    ["<p>&amp;lt;b&amp;gt; &unknown; &#0;&#xD800;&#x110000;.</p>", "&lt;b&gt; &unknown; ."],
    ["<P CLASS='x'>loud</P>", "loud"],
    ['<a href="https://x.example">link</a>', "link"],
    ["<p>1 &lt; 2</p>", "1 < 2"],
  ])("of HTML is its words: %j", (html, text) => {
    expect(plain(html)).toBe(text);
  });

  it("takes no longer than the text is long", () => {
    // A text that sends a careless expression back again and again: minutes, not moments.
    expect(plain(`<p>${"<!--".repeat(20_000)}</p>`)).toBeTypeOf("string");
    expect(plain(`<p>${"<script>".repeat(20_000)}</p>`)).toBeTypeOf("string");
    expect(plain(`<p>${" \t".repeat(50_000)}\n</p>`)).toBe("");
    expect(plain("<td></td>".repeat(50_000))).toBe("");
    expect(plain(`<p>${"<".repeat(50_000)}`)).toBeTypeOf("string");
    expect(plain(`<p>${"<a ".repeat(50_000)}`)).toBeTypeOf("string");
  });

  it("is text", () => {
    expect(() => plain({})).toThrow("should be text");
  });
});
