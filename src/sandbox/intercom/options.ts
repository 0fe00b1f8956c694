/** What Intercom does not document, or not in one voice, and what an account has set for itself. */
export interface IntercomOptions {
  /** The version of the app's settings, for requests without an `Intercom-Version` header. */
  readonly appVersion: string;
  /** Requests a minute of one app, and of all apps of a workspace together; both are spread over windows of 10 seconds. */
  readonly appRequestsPerMinute: number;
  readonly workspaceRequestsPerMinute: number;
  /** Whether searches tell capitals from small letters. Not documented. */
  readonly comparesCase: boolean;
  /**
   * Whether `>` and `<` hold for the very value in searches of conversations and tickets, whose pages say "Greater (or equal)
   * than". In searches of contacts they never do.
   */
  readonly includesBound: boolean;
  /**
   * Where GET /contacts/{id}/companies has its companies: the recorded example of Intercom's page has them in `data`, its
   * schema and the client generated from it in `companies`.
   */
  readonly attachedCompaniesIn: "data" | "companies";
}

/** What a workspace has that nobody changed. */
export const defaultOptions: IntercomOptions = {
  appVersion: "2.14",
  appRequestsPerMinute: 10_000,
  workspaceRequestsPerMinute: 25_000,
  comparesCase: false,
  includesBound: true,
  attachedCompaniesIn: "data",
};
