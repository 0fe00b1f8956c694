import { administrator } from "../directory.ts";
import type { Desk } from "../desk.ts";
import type { Clause } from "./parse-search.ts";
import { maxRecordsRead } from "./scan.ts";
import { nameMatcher } from "./user-search.ts";

/** Whom `requester:` and `assignee:` mean: an id, an e-mail, a name, or `me`. */
export interface PeopleFinder {
  /** Serials of desk users. */
  endUsers(clause: Clause): readonly number[];
  /** Indexes of agents. */
  agents(clause: Clause): readonly number[];
}

export function createPeopleFinder(desk: Desk): PeopleFinder {
  const { directory } = desk;

  function positions(clause: Clause, isStaff: boolean): readonly number[] {
    const value = clause.value.toLowerCase();
    if (value === "me") return [administrator];
    if (/^\d{1,15}$/.test(value)) {
      const position = directory.positionOf(Number(value));
      return position === null ? [] : [position];
    }
    if (value.includes("@")) return directory.withEmail(value);
    const matches = nameMatcher(clause.value, clause.isQuoted);
    const first = isStaff ? 0 : Math.max(directory.staffSize, directory.size - maxRecordsRead);
    const size = (isStaff ? directory.staffSize : directory.size) - first;
    return Array.from({ length: size }, (_, index) => first + index).filter((position) =>
      matches(directory.at(position)),
    );
  }

  return {
    endUsers: (clause) =>
      positions(clause, false)
        .map(directory.endUserAt)
        .filter((serial) => serial !== null),
    agents: (clause) =>
      positions(clause, true)
        .map(directory.agentAt)
        .filter((index) => index !== null),
  };
}
