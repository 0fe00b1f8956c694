// The option sets with Dataverse's own numbers, from Microsoft's entity references: the CDM files number them otherwise.
// https://learn.microsoft.com/dynamics365/customerengagement/on-premises/developer/entities/incident (and opportunity,
// account, contact, task, phonecall, appointment, email)
import type { Choice } from "./table.ts";

function choices(...rows: readonly (readonly [value: number, label: string, state?: number])[]): readonly Choice[] {
  return rows.map(([value, label, state]) => ({ value, label, ...(state !== undefined && { state }) }));
}

export const activeStates = choices([0, "Active"], [1, "Inactive"]);
export const activeStatuses = choices([1, "Active", 0], [2, "Inactive", 1]);

export const incidentStates = choices([0, "Active"], [1, "Resolved"], [2, "Canceled"]);
export const incidentStatuses = choices(
  [1, "In Progress", 0],
  [2, "On Hold", 0],
  [3, "Waiting for Details", 0],
  [4, "Researching", 0],
  [5, "Problem Solved", 1],
  [1_000, "Information Provided", 1],
  [6, "Canceled", 2],
  [2_000, "Merged", 2],
);
export const incidentPriorities = choices([1, "High"], [2, "Normal"], [3, "Low"]);
export const caseOrigins = choices([1, "Phone"], [2, "Email"], [3, "Web"], [2_483, "Facebook"], [3_986, "Twitter"]);

export const opportunityStates = choices([0, "Open"], [1, "Won"], [2, "Lost"]);
export const opportunityStatuses = choices(
  [1, "In Progress", 0],
  [2, "On Hold", 0],
  [3, "Won", 1],
  [4, "Canceled", 2],
  [5, "Out-Sold", 2],
);
export const salesStages = choices([0, "Qualify"], [1, "Develop"], [2, "Propose"], [3, "Close"]);
export const opportunityRatings = choices([1, "Hot"], [2, "Warm"], [3, "Cold"]);

export const activityStates = choices([0, "Open"], [1, "Completed"], [2, "Canceled"], [3, "Scheduled"]);
export const activityPriorities = choices([0, "Low"], [1, "Normal"], [2, "High"]);
export const taskStatuses = choices(
  [2, "Not Started", 0],
  [3, "In Progress", 0],
  [4, "Waiting on someone else", 0],
  [7, "Deferred", 0],
  [5, "Completed", 1],
  [6, "Canceled", 2],
);
export const phonecallStatuses = choices([1, "Open", 0], [2, "Made", 1], [4, "Received", 1], [3, "Canceled", 2]);
export const appointmentStatuses = choices(
  [1, "Free", 0],
  [2, "Tentative", 0],
  [3, "Completed", 1],
  [4, "Canceled", 2],
  [5, "Busy", 3],
  [6, "Out of Office", 3],
);
export const emailStatuses = choices(
  [1, "Draft", 0],
  [8, "Failed", 0],
  [2, "Completed", 1],
  [3, "Sent", 1],
  [4, "Received", 1],
  [6, "Pending Send", 1],
  [7, "Sending", 1],
  [5, "Canceled", 2],
);

export const industries = choices(
  ...[
    "Accounting",
    "Agriculture and Non-petrol Natural Resource Extraction",
    "Broadcasting Printing and Publishing",
    "Brokers",
    "Building Supply Retail",
    "Business Services",
    "Consulting",
    "Consumer Services",
    "Design, Direction and Creative Management",
    "Distributors, Dispatchers and Processors",
    "Doctor's Offices and Clinics",
    "Durable Manufacturing",
    "Eating and Drinking Places",
    "Entertainment Retail",
    "Equipment Rental and Leasing",
    "Financial",
    "Food and Tobacco Processing",
    "Inbound Capital Intensive Processing",
    "Inbound Repair and Services",
    "Insurance",
    "Legal Services",
    "Non-Durable Merchandise Retail",
    "Outbound Consumer Service",
    "Petrochemical Extraction and Distribution",
    "Service Retail",
    "SIG Affiliations",
    "Social Services",
    "Special Outbound Trade Contractors",
    "Specialty Realty",
    "Transportation",
    "Utility Creation and Distribution",
    "Vehicle Retail",
    "Wholesale",
  ].map((label, place) => [place + 1, label] as const),
);

/** The state that a status belongs to. Throws RangeError for a status that is not one of them. */
export function stateOf(statuses: readonly Choice[], status: number): number {
  const state = statuses.find(({ value }) => value === status)?.state;
  if (state === undefined) throw new RangeError(`status ${status} belongs to no state`);
  return state;
}
