// https://learn.microsoft.com/power-apps/developer/data-platform/webapi/execute-batch-operations-using-web-api
import { STATUS_CODES } from "node:http";
import { badQuery, DataverseError, errorBody, notImplemented } from "./errors.ts";
import { readPrefer } from "./odata/prefer.ts";
import type { Service, ServiceReply } from "./service.ts";

export interface BatchRequest {
  readonly contentType: string;
  readonly body: string;
  readonly prefer: string | undefined;
  readonly root: string;
  /** Of the reply; unlike the request's. */
  readonly boundary: string;
}

const maxRequests = 1_000;
const maxUrlLength = 65_536;

/** Answers the requests in order. Without odata.continue-on-error the first that fails is the last, and gives its status. */
export function answerBatch(service: Service, request: BatchRequest): ServiceReply {
  const [, quoted, bare] = /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(request.contentType) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) throw badQuery("The batch request has no boundary in its Content-Type.");
  const parts = partsOf(request.body, boundary);
  if (parts.length > maxRequests) {
    throw badQuery(`The maximum number of requests in a batch is ${maxRequests}, and this one has ${parts.length}.`);
  }
  const { continuesOnError } = readPrefer(request.prefer);
  const replies: ServiceReply[] = [];
  for (const part of parts) {
    const reply = answerPart(service, part, request.root);
    replies.push(reply);
    if (reply.status >= 400 && !continuesOnError) break;
  }
  const failed = continuesOnError ? undefined : replies.find(({ status }) => status >= 400);
  return {
    status: failed?.status ?? 200,
    headers: { "content-type": `multipart/mixed; boundary=${request.boundary}`, "odata-version": "4.0" },
    body: [
      ...replies.map((reply) => `--${request.boundary}\r\n${wirePart(reply)}\r\n`),
      `--${request.boundary}--\r\n`,
    ].join(""),
  };
}

// The lines of each part, without the empty ones around them.
function partsOf(body: string, boundary: string): readonly string[] {
  const [, ...sections] = body.replaceAll("\r\n", "\n").split(`--${boundary}`);
  const end = sections.findIndex((section) => section.startsWith("--"));
  if (end < 0) throw badQuery("The batch request does not end with its boundary.");
  return sections.slice(0, end).map((section) => section.trim());
}

function answerPart(service: Service, part: string, root: string): ServiceReply {
  try {
    const [outer = "", inner = ""] = splitHead(part);
    if (/^content-type:\s*multipart\/mixed/im.test(outer)) throw notImplemented("A change set");
    if (!/^content-type:\s*application\/http/im.test(outer)) {
      throw badQuery("A part of a batch must be of the type application/http.");
    }
    const [requestLine = "", ...headerLines] = (splitHead(inner)[0] ?? "").split("\n");
    const [, method = "", url = ""] = /^([A-Z]+)\s+(\S+)\s+HTTP\/1\.1$/.exec(requestLine.trim()) ?? [];
    if (method === "") throw badQuery(`The request line '${requestLine.slice(0, 100)}' of a part is not understood.`);
    if (method !== "GET") throw notImplemented(`A ${method} request`);
    if (url.length > maxUrlLength) throw badQuery(`A URL in a batch is limited to ${maxUrlLength} characters.`);
    const [path = "", ...query] = belowRoot(url, root).split("?");
    const header = (name: string): string | undefined =>
      headerLines
        .find((line) => line.toLowerCase().startsWith(`${name}:`))
        ?.slice(name.length + 1)
        .trim();
    return service.read({
      path,
      query: query.join("?"),
      prefer: header("prefer"),
      ifNoneMatch: header("if-none-match"),
      root,
    });
  } catch (error) {
    if (!(error instanceof DataverseError)) throw error;
    return {
      status: error.statusCode,
      headers: { "content-type": "application/json; odata.metadata=minimal", "odata-version": "4.0" },
      body: JSON.stringify(errorBody(error)),
    };
  }
}

function splitHead(text: string): readonly [string, string] {
  const end = text.search(/\n\s*\n/);
  return end < 0 ? [text, ""] : [text.slice(0, end), text.slice(end).trimStart()];
}

// Absolute, from the host's root, or from the service's.
function belowRoot(url: string, root: string): string {
  const path = url.replace(/^https?:\/\/[^/]+/i, "");
  if (!path.startsWith("/")) return path;
  const [, below] = /^\/api\/data\/v9\.\d\/?(.*)$/.exec(path) ?? [];
  if (below === undefined) throw badQuery(`The URL '${url}' is not below ${root}.`);
  return below;
}

function wirePart({ status, headers, body }: ServiceReply): string {
  return [
    "Content-Type: application/http",
    "Content-Transfer-Encoding: binary",
    "",
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
    ...Object.entries(headers).map(([name, value]) => `${canonical(name)}: ${value}`),
    "",
    body,
  ].join("\r\n");
}

function canonical(name: string): string {
  return name === "odata-version"
    ? "OData-Version"
    : name.replaceAll(/(?<=^|-)[a-z]/g, (letter) => letter.toUpperCase());
}
