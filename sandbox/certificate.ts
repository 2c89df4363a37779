import { X509Certificate } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { createCA, createCert } from "mkcert";
import { hosts } from "./hosts.ts";

/** A key with its certificate, both PEM. */
export interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

export interface Certificate extends KeyPair {
  /** A pair that this machine's browsers trust, for localhost alone; absent unless installed. */
  readonly trusted?: KeyPair;
  /** The authorities to trust, PEM, and the file that holds them. */
  readonly ca: string;
  readonly caFile: string;
}

const names = ["localhost", "127.0.0.1", "::1", ...Object.values(hosts)];
const VALID_DAYS = 365;
const RENEW_DAYS = 14;
const DAY_MS = 86_400_000;

/** The first certificate of a PEM text, or `undefined` where the text holds none. */
function parsed(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

function lastsLonger(certificate: X509Certificate, days: number): boolean {
  // Browsers and Node check certificates by the real clock, whatever the sandbox's shows.
  return new Date(certificate.validTo).getTime() > Date.now() + days * DAY_MS;
}

async function readPair(
  folder: string,
  name: string,
): Promise<(KeyPair & { ca: string }) | undefined> {
  try {
    const [key, cert, ca] = await Promise.all(
      [`${name}.key`, `${name}.crt`, "ca.crt"].map((file) => readFile(join(folder, file), "utf8")),
    );
    return key === undefined || cert === undefined || ca === undefined
      ? undefined
      : { key, cert, ca };
  } catch {
    return undefined;
  }
}

/** The pair made by an earlier start, where it still covers every name and lasts. */
async function keptPair(folder: string): Promise<(KeyPair & { ca: string }) | undefined> {
  const pair = await readPair(folder, "sandbox");
  const certificate = pair === undefined ? undefined : parsed(pair.cert);
  if (certificate === undefined || !lastsLonger(certificate, RENEW_DAYS)) return undefined;
  const covered = names.every(
    (name) => certificate.checkHost(name) !== undefined || certificate.checkIP(name) !== undefined,
  );
  return covered ? pair : undefined;
}

async function newPair(folder: string): Promise<KeyPair & { ca: string }> {
  // The authority's own key is forgotten at once: whoever trusts it trusts this one certificate.
  const authority = await createCA({
    organization: "Sync to ERP sandbox",
    countryCode: "DE",
    state: "Sandbox",
    locality: "localhost",
    validity: VALID_DAYS,
  });
  const { key, cert } = await createCert({ ca: authority, domains: names, validity: VALID_DAYS });
  await writeFile(join(folder, "sandbox.key"), key, { mode: 0o600 });
  await writeFile(join(folder, "sandbox.crt"), cert, { mode: 0o600 });
  await writeFile(join(folder, "ca.crt"), authority.cert, { mode: 0o600 });
  return { key, cert, ca: authority.cert };
}

/** What `npx office-addin-dev-certs install` left on this machine, where it is still valid. */
async function installedPair(): Promise<(KeyPair & { ca: string }) | undefined> {
  const pair = await readPair(join(homedir(), ".office-addin-dev-certs"), "localhost");
  const certificate = pair === undefined ? undefined : parsed(pair.cert);
  return certificate !== undefined && lastsLonger(certificate, 0) ? pair : undefined;
}

/**
 * The sandbox's HTTPS certificate: kept in `<dataDir>/certificate` (readable by the owner alone), made
 * at the first start. Covers localhost and the real names that the sandbox can stand in for.
 */
export async function openCertificate(dataDir: string): Promise<Certificate> {
  const folder = join(dataDir, "certificate");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const own = (await keptPair(folder)) ?? (await newPair(folder));
  const installed = await installedPair();
  const ca = installed === undefined ? own.ca : `${own.ca.trimEnd()}\n${installed.ca}`;
  const caFile = join(folder, "authorities.pem");
  await writeFile(caFile, ca, { mode: 0o600 });
  return {
    key: own.key,
    cert: own.cert,
    ca,
    caFile,
    ...(installed === undefined ? {} : { trusted: { key: installed.key, cert: installed.cert } }),
  };
}
