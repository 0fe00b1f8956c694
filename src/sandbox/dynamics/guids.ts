import { dynamicsContactGuids } from "../ids.ts";
import { guidScheme } from "../guid.ts";

/** Those of contacts stand in ../ids.ts: another vendor carries them. */
export const guids = {
  account: guidScheme(1),
  contact: dynamicsContactGuids,
  opportunity: guidScheme(3),
  annotation: guidScheme(5),
  systemuser: guidScheme(8),
  incident: guidScheme(112),
  /** Of tasks, phone calls, appointments and e-mails alike: `activitypointer` has them all. */
  activity: guidScheme(420),
  transactioncurrency: guidScheme(910),
} as const;

/** The environment, and the business unit that everything belongs to. */
export const organizationId = guidScheme(1_019).idOf(0);
export const businessUnitId = guidScheme(10).idOf(0);
