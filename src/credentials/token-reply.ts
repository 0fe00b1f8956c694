// The part of a token endpoint's answer that is used (RFC 6749, section 5.1). What vendors do with the rest varies:
// `token_type` is left out, `expires_in` is null, `scope` is a list, and an ID token (Salesforce, for the scope openid)
// names an issuer that nobody here asked. None of that is a reason to turn down a token.

/** The answer, with nothing in it but what is used. One that is no token, an error for one, is left as it is. */
export async function usablePart(response: Response): Promise<Response> {
  const text = await response.text();
  const body = response.ok ? parsed(text) : null;
  if (body === null) return new Response(text, { status: response.status, headers: response.headers });
  const { access_token: accessToken, expires_in: expiresIn, refresh_token: refreshToken } = body;
  const seconds = expiresIn === null ? Number.NaN : Number(expiresIn);
  return Response.json({
    access_token: accessToken,
    token_type: "bearer",
    ...(seconds > 0 && Number.isFinite(seconds) && { expires_in: seconds }),
    ...(typeof refreshToken === "string" && refreshToken !== "" && { refresh_token: refreshToken }),
  });
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}
