// Subject (c): a server that has its one answer ready, and reads nothing of what it is asked.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const [file = "", port = ""] = process.argv.slice(2);
const body = readFileSync(file);
const headers = { "content-type": "application/json; charset=utf-8", "content-length": body.length };

createServer((_request, reply) => reply.writeHead(200, headers).end(body)).listen(Number(port), "127.0.0.1");
