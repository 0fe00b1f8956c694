/** The token endpoint's errors are OAuth's, not the API's: `{error, error_description}`. */
export class OAuthError extends Error {
  readonly status: number;
  readonly body: { readonly error: string; readonly error_description: string };

  constructor(error: string, description: string, status = 400) {
    super(`${error}: ${description}`);
    this.name = "OAuthError";
    this.status = status;
    this.body = { error, error_description: description };
  }
}
