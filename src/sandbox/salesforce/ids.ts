// The types of the org: key prefixes as Salesforce has them, and gaps between the ids, as there are where records are deleted.
import { salesforceContactIds } from "../ids.ts";
import { createIdRange } from "../salesforce-id.ts";

export const accountIds = createIdRange("001", 31_000, 4);
export const contactIds = salesforceContactIds;
export const userIds = createIdRange("005", 1_100, 2);
export const opportunityIds = createIdRange("006", 73_000, 3);
export const contactRoleIds = createIdRange("00K", 90_000, 3);
export const taskIds = createIdRange("00T", 120_000, 2);
export const eventIds = createIdRange("00U", 120_000, 2);
export const commentIds = createIdRange("00a", 40_000, 1);
export const groupIds = createIdRange("00G", 700, 1);
export const stageIds = createIdRange("01J", 400, 1);
export const currencyTypeIds = createIdRange("01L", 20, 1);
export const caseIds = createIdRange("500", 61_000, 3);
export const cursorIds = createIdRange("0r8", 1, 1);

export const organizationId = createIdRange("00D", 4_711, 1).idOf(0);
export const profileId = createIdRange("00e", 900, 1).idOf(0);
export const businessHoursId = createIdRange("01m", 77, 1).idOf(0);
