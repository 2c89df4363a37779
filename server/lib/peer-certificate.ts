import { connect, rootCertificates } from "node:tls";

const patienceMs = 10_000;

/**
 * The certificate that an https address shows, once it was believed.
 * @param ca further authorities, as PEM
 * @throws Error where the address is not reached, or shows one that is not valid for it
 */
export function peerCertificate(
  address: URL,
  ca: string | null = null,
): Promise<{ readonly validTo: string }> {
  return new Promise((resolve, reject) => {
    const host = address.hostname.replace(/^\[|\]$/g, "");
    const socket = connect({
      host,
      port: address.port === "" ? 443 : Number(address.port),
      servername: host,
      timeout: patienceMs,
      ...(ca === null ? {} : { ca: [...rootCertificates, ca] }),
    });
    socket.once("secureConnect", () => {
      resolve({ validTo: socket.getPeerCertificate().valid_to });
      socket.end();
    });
    socket.once("error", reject);
    socket.once("timeout", () => socket.destroy(new Error("no answer in time")));
  });
}
