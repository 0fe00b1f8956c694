// The people behind Smartico's players. Their id holds the brand's, too.
import { userExtId } from "../../src/sandbox/smartico/player-ids.ts";
import type { VendorBook } from "./vendor-books.ts";

export const smarticoBook: VendorBook = {
  kind: "players",
  isNewestFirst: true,
  companyOf: () => null,
  knownAs({ books: { smartico } }, serial) {
    const record = smartico.players.at(serial);
    const brand = smartico.brands[smartico.player(serial).brand];
    return [{ id: `${brand?.key}/${userExtId(record)}`, record, madeAtMs: record.createdAt }];
  },
  dealings: () => ({}),
};
