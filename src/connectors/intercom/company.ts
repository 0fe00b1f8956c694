// https://developers.intercom.com/docs/references/rest-api/api.intercom.io/companies/company
// `id` is Intercom's own, which contacts name and which paths take; `company_id` is the one that the workspace gave.
import { RequestError } from "../../errors.ts";
import { id, text } from "../../mapping/converters.ts";
import { epochSeconds } from "../../mapping/dates.ts";
import type { Company } from "../../mapping/entities.ts";
import { at, required, type FieldMap } from "../../mapping/field-map.ts";
import { numberAt, recordIn, recordsAt, textAt } from "../../mapping/reply.ts";
import { webDomain } from "../../mapping/web-domain.ts";
import type { Http } from "../../upstream/http.ts";
import type { EntitySource, List, RecordPage } from "../contract.ts";

const fields: FieldMap<Company> = {
  id: required("id", id),
  name: at("name", text),
  domain: at("website", webDomain),
  industry: at("industry", text),
  createdAt: at("created_at", epochSeconds),
  updatedAt: at("updated_at", epochSeconds),
};

const COMPANY_ID = /^[\w-]{1,64}$/;
/** Paths below `/companies` that are no company's. */
const OTHER_PATHS: ReadonlySet<string> = new Set(["list", "scroll"]);

async function readById(http: Http, ids: readonly string[]): Promise<unknown[]> {
  const readable = ids.filter((companyId) => COMPANY_ID.test(companyId) && !OTHER_PATHS.has(companyId));
  const replies = await Promise.all(readable.map((companyId) => http.getOptional(`/companies/${companyId}`)));
  return replies.filter((reply) => reply !== undefined).map(recordIn);
}

const PAGE_SIZE = 50;
/** More can't be had of the list. The scroll that could is one for all of the workspace, and gone after a minute. */
const MAX_COMPANIES = 10_000;

/** Pages are numbered, so that all have one size; `after` is the number of the page before. */
async function readPage(http: Http, after: string | null): Promise<RecordPage> {
  const page = pageAfter(after);
  const reply = await http.read("/companies/list", undefined, { page, per_page: PAGE_SIZE });
  const pages = Number(textAt(reply, "pages.total_pages") ?? 1);
  return { records: recordsAt(reply, "data"), next: page < pages ? String(page) : null };
}

function pageAfter(after: string | null): number {
  const page = Number(after ?? 0) + 1;
  if (!Number.isSafeInteger(page) || page < 1) {
    throw new RequestError("BAD_USER_INPUT", "The cursor is not one of this list's");
  }
  if (page * PAGE_SIZE <= MAX_COMPANIES) return page;
  throw new RequestError("UNSUPPORTED_BY_SOURCE", `Intercom lists no more than ${MAX_COMPANIES} companies`);
}

/** Companies that have users, who asked last first: the only order and the only choice that Intercom has. */
const list: List = {
  pageSize: PAGE_SIZE,
  filters: {},
  orders: {},
  read: (http, { after }) => readPage(http, after),
  async count(http) {
    return numberAt(await http.read("/companies/list", undefined, { page: 1, per_page: 1 }), "total_count");
  },
};

export const company: EntitySource<Company> = { fields, batchSize: 1, getMany: readById, list };
