import { createAccount } from "./account.ts";
import { createCaseComment } from "./case-comment.ts";
import { createCase } from "./case.ts";
import { createContact } from "./contact.ts";
import { createCurrencyType } from "./currency-type.ts";
import { createEvent } from "./event.ts";
import { createGroup } from "./group.ts";
import { createOpportunityContactRole } from "./opportunity-contact-role.ts";
import { createOpportunityStage } from "./opportunity-stage.ts";
import { createOpportunity } from "./opportunity.ts";
import type { OrgContext } from "./org-context.ts";
import type { SObject, SObjectRecord } from "./sobject.ts";
import { createTask } from "./task.ts";
import { createUser } from "./user.ts";

/** Records of another object that point at a record of this one. */
export interface ChildRelationship {
  /** As a subquery names it: `Contacts`. */
  readonly name: string;
  readonly child: SObject;
  /** The child's reference field. */
  readonly field: string;
}

/** Everything that the integration user can see. */
export interface Org {
  readonly objects: readonly SObject[];
  /** Whatever the case of the name; null when there is none. */
  object(name: string): SObject | null;
  /** By the id's key prefix. */
  objectOfId(id: string): SObject | null;
  /** The record with an id of 18 characters, whatever its type. */
  find(id: string): SObjectRecord | null;
  childrenOf(object: SObject): readonly ChildRelationship[];
}

/** Which relationship each parent has, as Salesforce names them: [parent, name, child, field]. */
const relationships: readonly (readonly [string, string, string, string])[] = [
  ["Account", "ChildAccounts", "Account", "ParentId"],
  ["Account", "Contacts", "Contact", "AccountId"],
  ["Account", "Opportunities", "Opportunity", "AccountId"],
  ["Account", "Cases", "Case", "AccountId"],
  ["Account", "Tasks", "Task", "AccountId"],
  ["Account", "Events", "Event", "AccountId"],
  ["Contact", "Cases", "Case", "ContactId"],
  ["Contact", "OpportunityContactRoles", "OpportunityContactRole", "ContactId"],
  ["Contact", "Tasks", "Task", "WhoId"],
  ["Contact", "Events", "Event", "WhoId"],
  ["Opportunity", "OpportunityContactRoles", "OpportunityContactRole", "OpportunityId"],
  ["Opportunity", "Tasks", "Task", "WhatId"],
  ["Opportunity", "Events", "Event", "WhatId"],
  ["Case", "CaseComments", "CaseComment", "ParentId"],
  ["Case", "Cases", "Case", "ParentId"],
  ["Case", "Tasks", "Task", "WhatId"],
  ["Case", "Events", "Event", "WhatId"],
];

export function createOrg(context: OrgContext): Org {
  const objects = [
    createAccount(context),
    createCase(context),
    createCaseComment(context),
    createContact(context),
    createCurrencyType(context),
    createEvent(context),
    createGroup(context),
    createOpportunity(context),
    createOpportunityContactRole(context),
    createOpportunityStage(context),
    createTask(context),
    createUser(context),
  ];
  const byName = new Map(objects.map((object) => [object.name.toLowerCase(), object]));
  const byPrefix = new Map(objects.map((object) => [object.keyPrefix, object]));
  const children = new Map<string, ChildRelationship[]>();
  for (const [parent, name, childName, field] of relationships) {
    const child = byName.get(childName.toLowerCase());
    // A reference that the org hides has no relationship either.
    if (child?.fields.has(field.toLowerCase()) !== true) continue;
    const known = children.get(parent) ?? [];
    known.push({ name, child, field });
    children.set(parent, known);
  }

  return {
    objects,
    object: (name) => byName.get(name.toLowerCase()) ?? null,
    objectOfId: (id) => byPrefix.get(id.slice(0, 3)) ?? null,
    find: (id) => byPrefix.get(id.slice(0, 3))?.find(id) ?? null,
    childrenOf: (object) => children.get(object.name) ?? [],
  };
}
