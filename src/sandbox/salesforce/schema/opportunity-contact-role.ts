import type { DealRow } from "../../world.ts";
import { contactIds, contactRoleIds, opportunityIds, userIds } from "../ids.ts";
import { field } from "./field.ts";
import { contactOf, integrationUserId } from "./org-context.ts";
import type { OrgContext } from "./org-context.ts";
import { defineSObject } from "./sobject.ts";
import type { SObject } from "./sobject.ts";
import { isDeleted, systemFields } from "./system-fields.ts";

const roles = [
  "Business User",
  "Decision Maker",
  "Economic Buyer",
  "Economic Decision Maker",
  "Evaluator",
  "Executive Sponsor",
  "Influencer",
  "Technical Buyer",
  "Other",
];

/** Which contact an opportunity is with: an opportunity itself knows its account only. */
export function createOpportunityContactRole({ book, hiddenFields }: OrgContext): SObject {
  const integrationUser = integrationUserId(book);
  return defineSObject<DealRow>(
    {
      name: "OpportunityContactRole",
      label: "Opportunity Contact Role",
      labelPlural: "Opportunity Contact Role",
      ids: contactRoleIds,
      end: () => book.deals.size,
      rowAt: (serial) => book.deals.at(serial),
      isInOrderOfCreation: true,
      lookups: {
        ContactId(value) {
          const contact = contactOf(book, value);
          return contact === null ? [] : book.deals.of(contact);
        },
        OpportunityId(value) {
          const deal = opportunityIds.serialOf(value);
          return deal === null ? [] : [deal];
        },
      },
      fields: {
        ...systemFields<DealRow>({
          label: "Contact Role",
          idOf: (row) => contactRoleIds.idOf(row.serial),
          createdAt: (row) => row.createdAt,
          updatedAt: (row) => row.createdAt,
          createdBy: () => integrationUser,
          updatedBy: (row) => userIds.idOf(row.owner),
        }),
        ...isDeleted(),
        OpportunityId: field.reference(
          "Opportunity ID",
          { name: "Opportunity", objects: ["Opportunity"] },
          (row) => opportunityIds.idOf(row.serial),
          { isRequired: true },
        ),
        ContactId: field.reference(
          "Contact ID",
          { name: "Contact", objects: ["Contact"] },
          (row) => contactIds.idOf(row.contact),
          { isRequired: true },
        ),
        Role: field.picklist("Role", roles, () => "Decision Maker"),
        IsPrimary: field.flag("Primary", () => true),
      },
    },
    hiddenFields["OpportunityContactRole"] ?? [],
  );
}
