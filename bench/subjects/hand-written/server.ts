// Subject (a): what somebody would write by hand for these two operations alone, and fast: node:http, undici's Pool, no
// GraphQL, no authorization, no limits, no retry. It makes the calls that the gateway makes, as many side by side.
import { createServer, type IncomingMessage } from "node:http";
import { oneCustomer } from "./customer.ts";
import { customerPage } from "./page.ts";
import { settings } from "./vendors.ts";

interface GraphqlBody {
  readonly operationName: string;
  readonly variables: { readonly first: number; readonly after: string | null; readonly id: string };
}

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => resolve(chunks.length === 1 ? String(chunks[0]) : Buffer.concat(chunks).toString("utf8")));
    request.on("error", reject);
  });
}

createServer(async (request, reply) => {
  try {
    const text = await bodyOf(request);
    if (text === "") {
      reply.writeHead(204).end();
      return;
    }
    const { operationName, variables } = JSON.parse(text) as GraphqlBody;
    const data = operationName === "CustomerPage" ? await customerPage(variables) : await oneCustomer(variables);
    const answer = Buffer.from(JSON.stringify({ data }));
    reply.writeHead(200, { "content-type": "application/json; charset=utf-8", "content-length": answer.length });
    reply.end(answer);
  } catch (error) {
    console.error(error);
    reply.writeHead(500).end();
  }
}).listen(settings.port, "127.0.0.1");
