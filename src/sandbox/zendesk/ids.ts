// Zendesk's ids are int64: tickets count from 1, everything else is past 32 bits and has gaps.

/** A one-to-one mapping of serials to ids that grow with them. */
export interface IdRange {
  idOf(serial: number): number;
  /** Null when no record of a collection of `size` has that id. */
  serialOf(id: number, size: number): number | null;
}

function createIdRange(first: number, step: number): IdRange {
  return {
    idOf: (serial) => first + serial * step,
    serialOf(id, size) {
      const serial = (id - first) / step;
      return Number.isInteger(serial) && serial >= 0 && serial < size ? serial : null;
    },
  };
}

export const ticketIds = createIdRange(1, 1);
export const staffIds = createIdRange(361_000_450_012, 20);
export const endUserIds = createIdRange(900_000_123_456, 37);
export const organizationIds = createIdRange(360_007_112_233, 13);
export const groupIds = createIdRange(360_004_508_433, 11);
export const ticketFieldIds = createIdRange(360_015_007_579, 10);
export const userFieldIds = createIdRange(360_001_804_411, 10);
export const fieldOptionIds = createIdRange(360_004_251_377, 1);
export const customStatusIds = createIdRange(1_500_002_113_241, 1);

export const brandId = 360_002_107_791;
export const ticketFormId = 360_000_763_199;

const commentsPerTicket = 1_000;

/** Each comment has an audit of its own: the two ids lie next to each other. */
export function commentId(ticketSerial: number, index: number): number {
  return 1_400_000_000_000 + (ticketSerial * commentsPerTicket + index) * 2;
}

export function auditId(ticketSerial: number, index: number): number {
  return commentId(ticketSerial, index) - 1;
}
