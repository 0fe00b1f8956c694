// What the connector asks of Salesforce and makes of its answers. Names are those of test/contracts/salesforce.
import type { ConnectorCase } from "../connector-case.ts";
import { peopleCases } from "./people-cases.ts";
import { workCases } from "./work-cases.ts";

export const cases: readonly ConnectorCase[] = [...peopleCases, ...workCases];
