/** Why a connection could not be made secure, as far as Node and OpenSSL tell it apart. */
export type TlsFailure =
  | "certificate-ended"
  | "certificate-name"
  | "certificate-issuer"
  /** The other side speaks no TLS there, or none that we understand. */
  | "no-tls";

/**
 * @param said code and message of a failed connection: which of the two names it depends on who made it
 * @returns `undefined` where it failed otherwise
 */
export function tlsFailureIn(said: string): TlsFailure | undefined {
  if (/CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|certificate (has expired|is not yet valid)/.test(said)) {
    return "certificate-ended";
  }
  if (/ALTNAME|HOSTNAME_MISMATCH/.test(said)) return "certificate-name";
  if (/CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|DEPTH_ZERO|ISSUER|certificate/i.test(said)) {
    return "certificate-issuer";
  }
  const isOpen = /wrong version number|packet length too long|EPROTO|SSL_ERROR|ERR_SSL/i.test(said);
  return isOpen ? "no-tls" : undefined;
}
