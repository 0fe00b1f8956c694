// What people wrote, without markup: some sources keep HTML in fields that elsewhere hold plain text.
import { text } from "./converters.ts";
import type { Converter } from "./field-map.ts";

/** Elements that rich-text editors and mail programs write. "a < b > c" is no element, and "<3" none either. */
const ELEMENT =
  /<\/?(?:a|b|blockquote|body|br|center|code|dd|div|dl|dt|em|font|h[1-6]|head|hr|html|i|img|li|meta|ol|p|pre|s|span|strike|strong|style|sub|sup|table|tbody|td|tfoot|th|thead|title|tr|u|ul)(?:[\s/][^<>]*)?>/i;

// What is never closed goes on to the end: so a browser reads it, and so nothing is looked for twice.
const INVISIBLE = /<(script|style|head|title)(?:\s[^<>]*)?>[^]*?(?:<\/\1\s*>|$)|<!--[^]*?(?:-->|$)|<!doctype[^<>]*>/gi;
const LINE_END = /<(?:br|hr)(?:[\s/][^<>]*)?>|<\/(?:p|div|h[1-6]|li|tr|blockquote|pre|table|ul|ol|dd|dt)\s*>/gi;
const CELL_END = /<\/(?:td|th)\s*>/gi;
const ANY_TAG = /<\/?[a-z][^<>]*>/gi;

/** Text as it is; of HTML the words, a line for each block. */
export const plainText: Converter<string> = (value, context, path) => {
  const source = text(value, context, path);
  return ELEMENT.test(source) ? withoutMarkup(source) : source;
};

function withoutMarkup(html: string): string {
  const words = html
    .replaceAll(INVISIBLE, "")
    .replaceAll(/\s+/g, " ") // line ends of the source mean nothing in HTML
    .replaceAll(LINE_END, "\n")
    .replaceAll(CELL_END, "\t")
    .replaceAll(ANY_TAG, "");
  return decodeEntities(words)
    .replaceAll(/[^\S\n]+/g, (blanks) => (blanks.includes("\t") ? "\t" : " "))
    .replaceAll(/[\t ]?\n[\t ]?/g, "\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}

// Latin-1 from 160 on, in order: editors write accented letters so.
const LATIN_1 = (
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro " +
  "para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil " +
  "Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave " +
  "Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml " +
  "igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute " +
  "thorn yuml"
).split(" ");

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ...LATIN_1.map((name, index) => [name, String.fromCharCode(160 + index)] as const),
  ...Object.entries({ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", euro: "€", trade: "™", bull: "•" }),
  ...Object.entries({ ndash: "–", mdash: "—", hellip: "…", lsquo: "‘", rsquo: "’", sbquo: "‚", ldquo: "“" }),
  ...Object.entries({ rdquo: "”", bdquo: "„", ensp: " ", emsp: " ", zwnj: "", zwj: "", lrm: "", rlm: "" }),
]);

// In one pass: "&amp;lt;" is the text "&lt;".
function decodeEntities(words: string): string {
  return words.replaceAll(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z][a-z\d]{1,30}));/gi, (all, hex, decimal, name) => {
    if (typeof name === "string") return ENTITIES.get(name) ?? String(all);
    const code = typeof hex === "string" ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : "";
  });
}
