// Notes on cases: https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/annotation
// Customers see them through a portal, which marks in words what the table has no columns for:
// https://learn.microsoft.com/power-pages/configure/configure-notes
import { id, text } from "../../mapping/converters.ts";
import { isoInstant } from "../../mapping/dates.ts";
import type { TicketComment } from "../../mapping/entities.ts";
import { at, required, type Field, type FieldMap } from "../../mapping/field-map.ts";
import { plainText } from "../../mapping/plain-text.ts";
import type { EntitySource } from "../contract.ts";
import { lookup } from "./annotated.ts";
import { readById, relatedBy } from "./reading.ts";
import type { Table } from "./table.ts";

/** In the text of a note that the customer may see. */
const PUBLIC = "*WEB*";

/** At the end of the subject of a note that a customer wrote: the portal's own user created it. */
const WRITER = /\[contact:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\]\s*$/i;

const createdBy = lookup("createdby");
const subject = at("subject", text);

const authorId: Field<string | null> = {
  paths: [...createdBy.paths, ...subject.paths],
  read: (record, context) => {
    const user = createdBy.read(record, context);
    const contact = WRITER.exec(subject.read(record, context) ?? "")?.[1];
    return contact?.toLowerCase() ?? user;
  },
};

const fields: FieldMap<TicketComment> = {
  id: required("annotationid", id),
  body: at("notetext", (value, context, path) => plainText(value, context, path).replace(PUBLIC, "").trim()),
  isPublic: at("notetext", (value, context, path) => text(value, context, path).includes(PUBLIC)),
  authorId,
  createdAt: at("createdon", isoInstant),
};

const notes: Table = { set: "annotations", key: "annotationid", fields, columns: { createdAt: "createdon" } };

export const ticketComment: EntitySource<TicketComment> = {
  fields,
  getMany: (http, ids, select) =>
    readById(http, notes, ids, select, [{ kind: "equals", column: "objecttypecode", value: "incident" }]),
  related: {
    Ticket: relatedBy(notes, ["objectid"], {
      filters: {},
      orders: { createdAt: ["ASC", "DESC"] },
      defaultOrder: { field: "createdAt", direction: "ASC" },
    }),
  },
};
