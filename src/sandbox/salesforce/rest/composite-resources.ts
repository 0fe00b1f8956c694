// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite_post.htm
import { badRequest } from "../errors.ts";
import { listOf, membersOf, textOf } from "./body.ts";
import type { Members } from "./body.ts";
import type { Answer, Api, Call, Resource } from "./call.ts";
import { createReferences } from "./references.ts";
import { subrequest } from "./subrequest.ts";

const maxRequests = 25;
/** Of the 25, as many may be queries or sObject collections. */
const maxQueries = 5;

interface Part {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
  readonly headers: Members;
  readonly referenceId: string;
}

/** Requests after one another in one call, which counts once; later ones may refer to the answers of earlier ones. */
export function compositeResources(api: () => Api): readonly Resource[] {
  return [
    {
      pattern: "composite",
      methods: {
        GET: ({ baseUrl }) => ({
          batch: `${baseUrl}/composite/batch`,
          sobjects: `${baseUrl}/composite/sobjects`,
        }),
        POST(call) {
          const body = membersOf(call.body, "the request");
          const parts = listOf(body, "compositeRequest").map(partOf);
          check(parts);
          return { compositeResponse: run(api(), call, parts, body["allOrNone"] === true) };
        },
      },
    },
  ];
}

function run(api: Api, call: Call, parts: readonly Part[], isAllOrNone: boolean): readonly Members[] {
  const references = createReferences();
  const answers: Answer[] = [];
  for (const part of parts) {
    const answer = answerOf(api, call, part, references);
    answers.push(answer);
    references.add(part.referenceId, answer);
    if (answer.status >= 400 && isAllOrNone) break;
  }
  const failed = isAllOrNone ? answers.findIndex(({ status }) => status >= 400) : -1;
  return parts.map((part, place) => {
    const answer = failed < 0 || failed === place ? answers[place] : halted;
    return {
      body: (answer ?? halted).body,
      httpHeaders: {},
      httpStatusCode: (answer ?? halted).status,
      referenceId: part.referenceId,
    };
  });
}

/** What the other requests get when one has failed and all or none should be done. */
const halted: Answer = {
  status: 400,
  body: [
    {
      errorCode: "PROCESSING_HALTED",
      message: "The transaction was rolled back since another operation in the same transaction failed.",
    },
  ],
};

function answerOf(api: Api, call: Call, part: Part, references: ReturnType<typeof createReferences>): Answer {
  const url = references.fill(part.url);
  const body = references.fillIn(part.body);
  if (url.problem !== null || body.problem !== null) {
    return {
      status: 400,
      body: [{ errorCode: "PROCESSING_HALTED", message: url.problem ?? body.problem }],
    };
  }
  return subrequest(api, call, { method: part.method, url: url.value, body: body.value, headers: part.headers });
}

function partOf(value: unknown): Part {
  const members = membersOf(value, "a composite subrequest");
  return {
    method: textOf(members, "method").toUpperCase(),
    url: textOf(members, "url"),
    body: members["body"],
    headers: members["httpHeaders"] === undefined ? {} : membersOf(members["httpHeaders"], "httpHeaders"),
    referenceId: textOf(members, "referenceId"),
  };
}

function check(parts: readonly Part[]): void {
  if (parts.length > maxRequests) {
    throw badRequest("LIMIT_EXCEEDED", `Composite subrequest limit of ${maxRequests} exceeded: ${parts.length} given`);
  }
  const queries = parts.filter(({ url }) =>
    /^\/services\/data\/[^/]+\/(?:query|queryAll|composite\/sobjects)\b/.test(url),
  );
  if (queries.length > maxQueries) {
    const message = `Composite limit of ${maxQueries} query and sObject collection operations exceeded: ${queries.length} given`;
    throw badRequest("LIMIT_EXCEEDED", message);
  }
  const seen = new Set<string>();
  for (const { referenceId } of parts) {
    if (!/^[A-Za-z0-9][A-Za-z0-9_]*$/.test(referenceId)) {
      throw badRequest("INVALID_INPUT", `Provided referenceId ('${referenceId}') must start with a letter or a number`);
    }
    if (seen.has(referenceId)) throw badRequest("INVALID_INPUT", `Duplicate referenceId provided: ${referenceId}`);
    seen.add(referenceId);
  }
}
