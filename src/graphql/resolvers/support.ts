import type {
  QueryResolvers,
  TicketCommentResolvers,
  TicketResolvers,
  UserResolvers,
} from "../../generated/resolvers.ts";
import { LINKING_FIELDS } from "../../identity/find-links.ts";
import { valueOf } from "../../mapping/entities.ts";
import { listConnection } from "./list-connection.ts";
import type { Needs } from "./needs.ts";
import { byGlobalId } from "./node.ts";
import { relatedConnection } from "./related-connection.ts";

export const supportNeeds: Needs = {
  "Ticket.requester": [{ type: "Ticket", fields: ["requesterId"] }],
  "Ticket.assignee": [{ type: "Ticket", fields: ["assigneeId"] }],
  "Ticket.customer": [
    { type: "Ticket", fields: ["requesterId"] },
    { type: "Contact", fields: LINKING_FIELDS },
  ],
  "Ticket.comments": [],
  "TicketComment.author": [{ type: "TicketComment", fields: ["authorId"] }],
};

export const supportQueries: Pick<QueryResolvers, "ticket" | "tickets"> = {
  ticket: (_, { id }, context) => byGlobalId(id, "Ticket", context),
  tickets: (_, args, context) => listConnection("Ticket", args, context),
};

export const ticketResolvers: TicketResolvers = {
  id: ({ source, id }, _, { ids }) => ids.encodeId("Ticket", source, id),
  requester: async (ticket, _, { loaders }) => {
    const requesterId = valueOf(ticket, "requesterId");
    return requesterId === null ? null : loaders.entity("User", ticket.source, requesterId);
  },
  assignee: async (ticket, _, { loaders }) => {
    const assigneeId = valueOf(ticket, "assigneeId");
    return assigneeId === null ? null : loaders.entity("User", ticket.source, assigneeId);
  },
  customer: async (ticket, _, { customers }) => {
    const requesterId = valueOf(ticket, "requesterId");
    return requesterId === null ? null : customers.byRecord(ticket.source, requesterId);
  },
  comments: (ticket, args, context) => relatedConnection("TicketComment", ticket, args, context),
};

export const ticketCommentResolvers: TicketCommentResolvers = {
  id: ({ source, id }, _, { ids }) => ids.encodeId("TicketComment", source, id),
  author: async (comment, _, { loaders }) => {
    const authorId = valueOf(comment, "authorId");
    return authorId === null ? null : loaders.entity("User", comment.source, authorId);
  },
};

export const userResolvers: UserResolvers = {
  id: ({ source, id }, _, { ids }) => ids.encodeId("User", source, id),
};
