/** How a source's calls are signed. */
export type AuthScheme =
  | { readonly scheme: "bearer"; readonly secret: string }
  | { readonly scheme: "basic"; readonly user: string; readonly password: string }
  | {
      readonly scheme: "oauth2-refresh";
      readonly tokenPath: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly refreshToken: string;
    };
