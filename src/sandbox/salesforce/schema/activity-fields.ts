import type { ActivityRow, CrmBook } from "../../world.ts";
import type { IdRange } from "../../salesforce-id.ts";
import { contactIds, userIds } from "../ids.ts";
import { field } from "./field.ts";
import type { Unnamed } from "./field.ts";
import { accountIdOfContact, contactOf, contactsOfAccount } from "./org-context.ts";
import type { Lookup } from "./sobject.ts";
import { isDeleted, systemFields } from "./system-fields.ts";

/** Whether an activity is kept as an event; the others are tasks. */
export function isEvent(row: ActivityRow): boolean {
  return row.kind === "meeting";
}

/** What tasks and events have in common. */
export function activityFields(
  book: CrmBook,
  ids: IdRange,
  label: string,
): Readonly<Record<string, Unnamed<ActivityRow>>> {
  return {
    ...systemFields<ActivityRow>({
      label: "Activity",
      idOf: (row) => ids.idOf(row.serial),
      createdAt: (row) => row.createdAt,
      updatedAt: (row) => row.updatedAt,
      createdBy: (row) => userIds.idOf(row.owner),
      updatedBy: (row) => userIds.idOf(row.owner),
    }),
    ...isDeleted(),
    WhoId: field.reference("Name ID", { name: "Who", objects: ["Contact", "Lead"] }, (row) =>
      contactIds.idOf(row.contact),
    ),
    WhatId: field.reference("Related To ID", { name: "What", objects: ["Account", "Opportunity", "Case"] }),
    Subject: field.text("Subject", 255, (row) => row.subject),
    OwnerId: field.reference("Assigned To ID", { name: "Owner", objects: ["User"] }, (row) => userIds.idOf(row.owner), {
      isRequired: true,
    }),
    Description: field.longText(`${label} Description`, 32_000, (row) => row.body),
    AccountId: field.reference(
      "Account ID",
      { name: "Account", objects: ["Account"] },
      (row) => accountIdOfContact(book, row.contact),
      { isReadOnly: true },
    ),
    IsArchived: field.flag("Archived", undefined, { isReadOnly: true }),
    RecurrenceActivityId: field.reference("Recurrence Activity ID", { name: "RecurrenceActivity", objects: [] }),
    IsRecurrence: field.flag("Create Recurring Series"),
    RecurrenceTimeZoneSidKey: field.picklist("Recurrence Time Zone", ["GMT"]),
    RecurrenceType: field.picklist("Recurrence Type", ["RecursDaily", "RecursWeekly", "RecursMonthly"]),
    RecurrenceInterval: field.int("Recurrence Interval"),
    RecurrenceEndDateOnly: field.date("Recurrence End"),
    ReminderDateTime: field.datetime("Reminder Date/Time"),
    IsReminderSet: field.flag("Reminder Set"),
  };
}

/** Activities by contact and by account; those of the other kind are gaps. */
export function activityLookups(book: CrmBook): Readonly<Record<string, Lookup>> {
  return {
    WhoId(value) {
      const contact = contactOf(book, value);
      return contact === null ? [] : book.activities.of(contact);
    },
    AccountId: (value) => contactsOfAccount(book, value).flatMap((contact) => book.activities.of(contact)),
  };
}
