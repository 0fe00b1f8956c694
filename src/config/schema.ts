// What tributary.yaml may say, but for each of `sources`, which depends on its connector (source-schema.ts).
// docs/configuration.md is the reference; test/config/reference.test.ts keeps the two in step.
import { isIP } from "node:net";
import { z } from "zod";
import { LOG_LEVELS } from "../runtime/logger.ts";
import { authSchema } from "./auth-schema.ts";
import { DEFAULT_DEADLINE_MS } from "./default-deadline.ts";
import { customFieldsSchema } from "./custom-fields-schema.ts";
import { identitySchema } from "./identity-schema.ts";
import { lifetimesSchema } from "./lifetimes.ts";
import { reference, referenceOrMore } from "./references.ts";
import { grantableRoles } from "./roles.ts";
import { list, oneOf, settings, should, text, whole, yesOrNo } from "./settings.ts";
import { origin } from "./urls.ts";

const MEBIBYTE = 1_048_576;

const proxyWording = should("an IP address, a range such as 10.0.0.0/8, or loopback, linklocal or uniquelocal");
const proxy = z.string(proxyWording).refine(isProxy, proxyWording);

function isProxy(value: string): boolean {
  const [ip = "", bits, ...rest] = value.split("/");
  const version = isIP(ip);
  if (version === 0) return ["loopback", "linklocal", "uniquelocal"].includes(value);
  return (
    rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)))
  );
}

const portWording = should("a port from 0 to 65535");
export const portSetting = z.int(portWording).min(0, portWording).max(65_535, portWording);

const server = settings({
  port: portSetting.default(4_000),
  host: text("an address to listen on, such as 0.0.0.0 or 127.0.0.1").default("0.0.0.0"),
  corsOrigins: list(origin, "a list of origins").default([]),
  bodyLimitBytes: whole("bytes", 1_024, 64 * MEBIBYTE).default(MEBIBYTE),
  deadlineMs: whole("milliseconds", 100, 120_000).default(DEFAULT_DEADLINE_MS),
  drainDelayMs: whole("milliseconds", 0, 600_000).default(5_000),
  trustProxy: list(proxy, "a list of proxies' addresses").default([]),
});

const graphql = settings({
  introspection: yesOrNo.default(true),
  maxDepth: whole("levels", 1, 100).default(15),
  maxAliases: whole("aliases", 0, 10_000).default(50),
  maxRootFields: whole("fields", 1, 1_000).default(20),
  maxFields: whole("fields", 1, 100_000).default(1_000),
  maxDirectives: whole("directives", 0, 10_000).default(50),
  maxTokens: whole("tokens", 10, 100_000).default(2_000),
  maxFirst: whole("items", 1, 1_000).default(200),
  maxCost: whole("upstream calls", 1, 100_000).default(1_000),
  planCacheBytes: whole("bytes", MEBIBYTE, 1_024 * MEBIBYTE).default(64 * MEBIBYTE),
});

const federation = settings({
  enabled: yesOrNo.default(false),
  node: yesOrNo.default(true),
  sdlRoles: list(oneOf(grantableRoles), "a list of roles")
    .min(1, should("a list of at least one role"))
    .default(["ADMIN"]),
  maxRepresentations: whole("things", 1, 10_000).default(1_000),
});

const cache = settings({
  entities: yesOrNo.default(true),
  entityBytes: whole("bytes", MEBIBYTE, 64 * 1_024 * MEBIBYTE).default(32 * MEBIBYTE),
  responses: yesOrNo.default(true),
  responseBytes: whole("bytes", MEBIBYTE, 64 * 1_024 * MEBIBYTE).default(32 * MEBIBYTE),
  links: yesOrNo.default(true),
  linkSeconds: whole("seconds", 0, 604_800).default(600),
  noLinkSeconds: whole("seconds", 0, 604_800).default(60),
  lifetimes: lifetimesSchema.prefault({}),
});

const search = settings({
  deadlineMs: whole("milliseconds", 100, 120_000).default(1_500),
});

const stats = settings({
  freshSeconds: whole("seconds", 0, 604_800).default(60),
  staleSeconds: whole("seconds", 0, 604_800).default(600),
  maxBytes: whole("bytes", 0, 1_024 * MEBIBYTE).default(16 * MEBIBYTE),
});

const log = settings({
  level: oneOf(LOG_LEVELS).default("info"),
});

const store = settings({
  url: reference.optional(),
  folder: text("a folder's path").default(".tributary"),
  secret: referenceOrMore.optional(),
});

export const documentSchema = settings({
  server: server.prefault({}),
  idSecret: reference.optional(),
  auth: authSchema,
  graphql: graphql.prefault({}),
  federation: federation.prefault({}),
  cache: cache.prefault({}),
  search: search.prefault({}),
  stats: stats.prefault({}),
  log: log.prefault({}),
  identity: identitySchema.prefault({}),
  store: store.prefault({}),
  customFields: customFieldsSchema,
  sources: list(z.unknown(), "a list of sources").min(1, should("a list of at least one source")),
});
