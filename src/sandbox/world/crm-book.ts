import type { AgentRow, CrmBook } from "../world.ts";
import { createActivities } from "./activities.ts";
import type { BookCompanies } from "./company-subset.ts";
import { createDeals } from "./deals.ts";
import { createNotes } from "./notes.ts";
import { once } from "./once.ts";
import type { People } from "./people.ts";
import type { IndexedRecords } from "./person-records.ts";
import type { Pipeline } from "./pipelines.ts";
import { createFamily } from "./rows.ts";
import { createTickets } from "./tickets.ts";

export interface CrmPlan {
  /** Of the deals. */
  readonly seed: number;
  /** Of activities, notes and cases. */
  readonly ownSeed: number;
  readonly people: People;
  readonly contacts: () => IndexedRecords;
  readonly companies: BookCompanies;
  readonly agents: readonly AgentRow[];
  readonly pipeline: Pipeline;
  readonly sizes: {
    readonly deals: number;
    readonly activities: number;
    readonly notes: number;
    readonly cases: number;
  };
}

/** A CRM's book. Each of its collections is made when it is first read. */
export function createCrmBook(plan: CrmPlan): CrmBook {
  const { ownSeed, people, companies, agents, contacts, sizes } = plan;
  const companyOfContact = (contact: number): number | null =>
    companies.serialOf(people.employer(contacts().personOf(contact)));
  const staff = once(() => contactsByCompany(contacts().size, companies.rows.size, companyOfContact));
  const deals = once(() =>
    createDeals({
      seed: plan.seed,
      size: sizes.deals,
      agents: agents.length,
      pipeline: plan.pipeline,
      people,
      contacts: contacts(),
      companyOf: companyOfContact,
    }),
  );
  const activities = once(() => createActivities(ownSeed, sizes.activities, agents.length, contacts()));
  const notes = once(() => createNotes(ownSeed, sizes.notes, agents.length, contacts()));
  const cases = once(() => createTickets(ownSeed, sizes.cases, agents.length, contacts()));

  return {
    get contacts() {
      return contacts();
    },
    companies: companies.rows,
    contactsOfCompany: (company) => staff()(company),
    companyOfContact,
    get deals() {
      return deals();
    },
    // A deal's company is always its contact's.
    dealsOfCompany: (company) =>
      staff()(company)
        .flatMap((contact) => deals().of(contact))
        .toSorted((a, b) => a - b),
    stages: plan.pipeline.stages,
    agents,
    get activities() {
      return activities();
    },
    get notes() {
      return notes();
    },
    get cases() {
      return cases();
    },
  };
}

// People without a company are kept under a last, additional parent that nobody asks for.
function contactsByCompany(
  contacts: number,
  companies: number,
  companyOf: (contact: number) => number | null,
): (company: number) => readonly number[] {
  const parents = new Uint32Array(contacts);
  for (let serial = 0; serial < contacts; serial += 1) parents[serial] = companyOf(serial) ?? companies;
  const family = createFamily("company contact", parents, companies + 1);
  return (company) => {
    if (company >= companies) {
      throw new RangeError(`company ${company} does not exist: serials go from 0 to ${companies - 1}`);
    }
    return family.childrenOf(company);
  };
}
