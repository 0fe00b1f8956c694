// The events call is all that the vendor offers, and nothing about it is documented in public but what its users tell.
// It answers 200 whatever becomes of the events; what is wrong stands in the body.
import { UpstreamError } from "../../errors.ts";
import { numberAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import { flagOption } from "../options.ts";

const BAD_KEY = 10_000;

/** No events at all: nothing happens, but that the key is looked at. Whether every account takes that, nobody says. */
export async function probe(http: Http): Promise<void> {
  if (!flagOption(http, "probe")) return;
  const reply = await http.read("/api/external/events/v2", []);
  if (numberAt(reply, "err_code") === BAD_KEY) {
    throw new UpstreamError("smartico", "rejected", { status: 401, detail: `err_code ${BAD_KEY}` });
  }
}
