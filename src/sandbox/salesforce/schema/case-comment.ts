import { maxComments } from "../../world/tickets.ts";
import type { CommentRow } from "../../world.ts";
import { caseIds, commentIds, userIds } from "../ids.ts";
import { field } from "./field.ts";
import { serviceUsers } from "./org-context.ts";
import type { OrgContext } from "./org-context.ts";
import { defineSObject } from "./sobject.ts";
import type { SObject } from "./sobject.ts";
import { isDeleted, systemFields } from "./system-fields.ts";

interface Placed {
  readonly serial: number;
  readonly case: number;
  readonly comment: CommentRow;
}

const maxLength = 4_000;

/** Comments on cases. What the customer wrote came in by the public site, so its author is the site's guest user. */
export function createCaseComment({ book, hiddenFields }: OrgContext): SObject {
  const guest = userIds.idOf(serviceUsers(book).siteGuest);
  // A scan asks for a case's serials one after the other; a comment's own serial says which case it is of.
  let last = { case: -1, comments: 0 };
  function commentCount(parent: number): number {
    if (last.case !== parent) last = { case: parent, comments: book.cases.at(parent).comments.length };
    return last.comments;
  }
  const authorOf = ({ comment }: Placed): string =>
    comment.author === "requester" ? guest : userIds.idOf(comment.author);

  return defineSObject<Placed>(
    {
      name: "CaseComment",
      label: "Case Comment",
      labelPlural: "Case Comments",
      ids: commentIds,
      end: () => book.cases.size * maxComments,
      rowAt(serial) {
        const parent = Math.floor(serial / maxComments);
        const comment = book.cases.at(parent).comments[serial % maxComments];
        if (comment === undefined) throw new RangeError(`case ${parent} has no comment ${serial % maxComments}`);
        return { serial, case: parent, comment };
      },
      isGap: (serial) => commentCount(Math.floor(serial / maxComments)) <= serial % maxComments,
      // Within a case only.
      isInOrderOfCreation: false,
      lookups: {
        ParentId(value) {
          const parent = caseIds.serialOf(value);
          if (parent === null || parent >= book.cases.size) return [];
          return book.cases.at(parent).comments.map((_comment, index) => parent * maxComments + index);
        },
      },
      fields: {
        ...systemFields<Placed>({
          label: "Case Comment",
          idOf: (row) => commentIds.idOf(row.serial),
          createdAt: ({ comment }) => comment.createdAt,
          updatedAt: ({ comment }) => comment.createdAt,
          createdBy: authorOf,
          updatedBy: authorOf,
        }),
        ...isDeleted(),
        ParentId: field.reference("Parent ID", { name: "Parent", objects: ["Case"] }, (row) => caseIds.idOf(row.case), {
          isRequired: true,
        }),
        IsPublished: field.flag("Published", ({ comment }) => comment.isPublic),
        CommentBody: field.longText("Body", maxLength, ({ comment }) => comment.body.slice(0, maxLength)),
      },
    },
    hiddenFields["CaseComment"] ?? [],
  );
}
