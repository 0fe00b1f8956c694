import type { RecordPage } from "./contract.ts";

export const NO_RECORDS: RecordPage = Object.freeze({ records: [], next: null });
