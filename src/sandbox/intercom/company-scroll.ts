// https://developers.intercom.com/docs/references/rest-api/api.intercom.io/companies/scrolloverallcompanies
// One scroll at a time in a workspace; one that nobody turned for a minute is over.
import { IntercomError, notFound } from "./errors.ts";
import { leadId } from "./contact.ts";

export interface ScrollPage {
  readonly serials: readonly number[];
  /** Null when this was the end. */
  readonly parameter: string | null;
}

export interface CompanyScroll {
  /** Begins a scroll over what `all` gives, or goes on with one. Throws Intercom's 400 and 404. */
  turn(parameter: string | undefined, all: () => Promise<readonly number[]>): Promise<ScrollPage>;
}

const idleSeconds = 60;
const pageSize = 100;

/** `now` is in seconds. */
export function createCompanyScroll(worldSeed: number, now: () => number): CompanyScroll {
  let open: { readonly parameter: string; readonly left: readonly number[]; readonly usedAt: number } | null = null;
  let begun = 0;
  const isOver = (): boolean => open === null || now() - open.usedAt >= idleSeconds;

  return {
    async turn(parameter, all) {
      // First of all, so that nobody else begins one between the check and the beginning.
      const serials = parameter === undefined ? await all() : [];
      if (parameter === undefined && !isOver()) {
        throw new IntercomError(400, { code: "scroll_exists", message: "scroll already exists for this workspace" });
      }
      if (parameter !== undefined && (isOver() || open?.parameter !== parameter)) {
        throw notFound("scroll parameter not found");
      }
      begun += parameter === undefined ? 1 : 0;
      const name = parameter ?? leadId(worldSeed, -begun);
      const left = parameter === undefined ? serials : (open?.left ?? []);
      // The page after the last one is empty and ends the scroll.
      open = left.length === 0 ? null : { parameter: name, left: left.slice(pageSize), usedAt: now() };
      return { serials: left.slice(0, pageSize), parameter: open === null ? null : name };
    },
  };
}
