import type { VendorContext } from "../vendor-server.ts";
import type { World } from "../world.ts";
import { createDirectory } from "./directory.ts";
import type { Directory } from "./directory.ts";
import { createTicketIndex } from "./ticket-index.ts";
import type { TicketIndex } from "./ticket-index.ts";

/** The account that the endpoints answer from. */
export interface Desk {
  readonly world: World;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly directory: Directory;
  readonly ticketIndex: TicketIndex;
}

export function createDesk(context: VendorContext): Desk {
  const { world, now } = context;
  return { world, now, directory: createDirectory(world), ticketIndex: createTicketIndex(world.tickets) };
}
