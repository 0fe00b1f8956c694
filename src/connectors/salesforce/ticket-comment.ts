// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_casecomment.htm
import { flag, text } from "../../mapping/converters.ts";
import { isoInstant } from "../../mapping/dates.ts";
import type { TicketComment } from "../../mapping/entities.ts";
import { at, required, type FieldMap } from "../../mapping/field-map.ts";
import type { EntitySource } from "../contract.ts";
import { recordId } from "./record-id.ts";
import { relatedBy } from "./related-records.ts";

const fields: FieldMap<TicketComment> = {
  id: required("Id", recordId),
  body: at("CommentBody", text),
  isPublic: at("IsPublished", flag),
  authorId: at("CreatedById", recordId),
  createdAt: at("CreatedDate", isoInstant),
};

const comments = { object: { name: "CaseComment", fields }, filterFields: {} };
const can = { filters: {}, orders: { createdAt: ["ASC", "DESC"] } } as const;

export const ticketComment: EntitySource<TicketComment> = {
  fields,
  related: {
    Ticket: relatedBy(comments, "ParentId", can, { field: "createdAt", direction: "ASC" }),
  },
};
