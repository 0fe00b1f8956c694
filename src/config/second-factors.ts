/** Values of RFC 8176, section 2, that are something one has or is; `pwd`, `pin`, `kba` and the like are something one knows. */
export const secondFactors: readonly string[] = "face fpt hwk iris mca mfa otp pop retina sc sms swk tel vbm".split(
  " ",
);
