import { companiesFromAt } from "../../world/timeline.ts";
import { groupIds } from "../ids.ts";
import { field } from "./field.ts";
import { integrationUserId } from "./org-context.ts";
import type { OrgContext } from "./org-context.ts";
import { defineSObject } from "./sobject.ts";
import type { SObject } from "./sobject.ts";
import { systemFields } from "./system-fields.ts";

/** The queue that cases wait in until somebody takes them. */
export const supportQueueId = groupIds.idOf(0);

/** Groups, of which the org has one: the support queue. */
export function createGroup({ book, hiddenFields }: OrgContext): SObject {
  const administrator = integrationUserId(book);
  return defineSObject<{ readonly serial: number }>(
    {
      name: "Group",
      label: "Group",
      labelPlural: "Group",
      ids: groupIds,
      end: () => 1,
      rowAt: (serial) => ({ serial }),
      isInOrderOfCreation: true,
      fields: {
        ...systemFields<{ readonly serial: number }>({
          label: "Group",
          idOf: (row) => groupIds.idOf(row.serial),
          createdAt: () => companiesFromAt,
          updatedAt: () => companiesFromAt,
          createdBy: () => administrator,
          updatedBy: () => administrator,
        }),
        Name: field.text("Name", 40, () => "Support Queue", { isRequired: true }),
        DeveloperName: field.text("Developer Name", 80, () => "Support_Queue"),
        Type: field.picklist("Type", ["Regular", "Queue", "Role"], () => "Queue", { isRequired: true }),
        Email: field.email("Email"),
        DoesSendEmailToMembers: field.flag("Send Email to Members"),
        DoesIncludeBosses: field.flag("Include Bosses"),
      },
    },
    hiddenFields["Group"] ?? [],
  );
}
