// https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_comments/
import { flag, id, text } from "../../mapping/converters.ts";
import { isoInstant } from "../../mapping/dates.ts";
import type { TicketComment } from "../../mapping/entities.ts";
import { at, firstOf, required, type FieldMap } from "../../mapping/field-map.ts";
import { RequestError } from "../../errors.ts";
import type { Http } from "../../upstream/http.ts";
import type { EntitySource, Related, RelatedRecords, RelatedRequest } from "../contract.ts";
import { advanced } from "../read-pages.ts";
import { PAGE_SIZE, readCursorPage } from "./cursor-page.ts";
import { isRecordId } from "./search-query.ts";

const fields: FieldMap<TicketComment> = {
  id: required("id", id),
  body: firstOf(["plain_body", "body"], text),
  isPublic: at("public", flag),
  authorId: at("author_id", id),
  createdAt: at("created_at", isoInstant),
};

const ofTicket: Related = {
  batchSize: 1,
  arrangedBy: "source",
  filters: {},
  orders: { createdAt: ["ASC", "DESC"] },
  defaultOrder: { field: "createdAt", direction: "ASC" },
  async find(http, ticketIds, request) {
    const found = ticketIds
      .filter(isRecordId)
      .map(async (ticketId) => [ticketId, await readComments(http, ticketId, request)] as const);
    return new Map(await Promise.all(found));
  },
};

// Zendesk's cursors stand between pages: a position is the cursor of a page and how many of it to skip.
async function readComments(http: Http, ticketId: string, request: RelatedRequest): Promise<RelatedRecords> {
  const list = {
    path: `/api/v2/tickets/${ticketId}/comments`,
    key: "comments",
    query: request.order.direction === "DESC" ? { sort: "-created_at" } : {}, // oldest first is its own order
  };
  let { cursor, skip } = positionOf(request.after);
  const records: unknown[] = [];
  const positions: string[] = [];
  while (true) {
    const wanted = request.first - records.length;
    const page = await readCursorPage(http, list, { after: cursor, size: Math.min(PAGE_SIZE, skip + wanted) });
    for (const [index, record] of page.records.entries()) {
      if (index < skip) continue;
      records.push(record);
      const isLast = index === page.records.length - 1;
      positions.push(isLast && page.next !== null ? `0.${page.next}` : `${index + 1}.${cursor ?? ""}`);
    }
    if (page.next === null || records.length >= request.first) {
      const hasMore = page.next !== null || records.length > request.first;
      return { records: records.slice(0, request.first), positions: positions.slice(0, request.first), hasMore };
    }
    cursor = advanced(cursor, page.next);
    skip = 0;
  }
}

function positionOf(after: string | null): { cursor: string | null; skip: number } {
  if (after === null) return { cursor: null, skip: 0 };
  const [, skip, cursor] = /^(\d{1,3})\.(.*)$/s.exec(after) ?? [];
  if (skip === undefined || Number(skip) > PAGE_SIZE) {
    throw new RequestError("BAD_USER_INPUT", "The cursor is not one of this list's");
  }
  return { cursor: cursor || null, skip: Number(skip) };
}

export const ticketComment: EntitySource<TicketComment> = { fields, related: { Ticket: ofTicket } };
