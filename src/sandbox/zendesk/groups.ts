// https://developer.zendesk.com/api-reference/ticketing/groups/groups/
import { groupIds } from "./ids.ts";
import { apiTime } from "./wire.ts";

export interface DeskGroup {
  readonly index: number;
  readonly name: string;
  readonly description: string;
  readonly createdAt: number;
}

/** The first is the account's default group. */
export const groups: readonly DeskGroup[] = [
  { index: 0, name: "Support", description: "First line", createdAt: Date.UTC(2015, 0, 12, 9) },
  { index: 1, name: "Billing", description: "Invoices, refunds and plans", createdAt: Date.UTC(2015, 1, 2, 10) },
  { index: 2, name: "Technical", description: "Second line", createdAt: Date.UTC(2015, 2, 9, 14) },
];

export function groupObject(group: DeskGroup, origin: string): Record<string, unknown> {
  const id = groupIds.idOf(group.index);
  return {
    url: `${origin}/api/v2/groups/${id}.json`,
    id,
    is_public: true,
    name: group.name,
    description: group.description,
    default: group.index === 0,
    deleted: false,
    created_at: apiTime(group.createdAt),
    updated_at: apiTime(group.createdAt),
  };
}
