// A certificate for localhost and the key that it is for, known to everybody and good for tests only. Made by:
//   openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out cert.pem -days 27375 \
//     -subj /CN=localhost -addext "subjectAltName=DNS:localhost,IP:127.0.0.1"

export const certificate = `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUPYMQRIOu6nCKYS/6u83mYWSOGU4wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNTAwMzgyNloYDzIxMDExMTA3
MDAzODI2WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATDcc0X1TcUUqF5bi7jK66Mbsk+40xlm1iokF+/6n4aJON8nMwAZov+
NSGvxFLl2U4sETSmcvFO2/GQ2IavkpwNo28wbTAdBgNVHQ4EFgQUQUNAOpotRtAB
y8FlMQFXpBAr5+IwHwYDVR0jBBgwFoAUQUNAOpotRtABy8FlMQFXpBAr5+IwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIgVw2z70AhckASt87zRencKej/djSI+gL19FWbRD9xEZQCIQDi
WaP6MgmDANSJklL9ZJHVtmgdjFbtDkx/qUTxzKcQLw==
-----END CERTIFICATE-----`;

/** When the certificate ends. */
export const certificateEndMs = Date.parse("Nov  7 00:38:26 2101 GMT");

export const privateKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgzJh4ljvcyvN40z2Y
xoFYU6PR24tPx/RIWEMqHF9gQ+GhRANCAATDcc0X1TcUUqF5bi7jK66Mbsk+40xl
m1iokF+/6n4aJON8nMwAZov+NSGvxFLl2U4sETSmcvFO2/GQ2IavkpwN
-----END PRIVATE KEY-----`;
