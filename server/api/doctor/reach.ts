import type { Connector } from "../../connectors/port/connector.ts";
import { ConnectorError } from "../../connectors/port/connector-error.ts";
import { erpFailureOf, erpRemedyFor } from "../erp-remedies.ts";
import type { RightUse } from "../../connectors/port/facets.ts";
import { rightsIn, type RightFound } from "../../connectors/port/rights.ts";
import type { Clock } from "../../lib/clock.ts";
import type { NotificationTest } from "../contract/operator.ts";
import { reasonOf, soon, well, wrong, type Found } from "./finding.ts";
import { expiryOf } from "./microsoft.ts";

/** When the certificate ends that an https address shows. @throws where none could be had or believed */
export type PeerCertificate = (address: URL) => Promise<{ readonly validTo: string }>;

/** The certificate of our own address: Graph announces nothing to one that is not valid. */
export async function lookAtPublicAddress(
  publicUrl: string,
  peer: PeerCertificate,
  clock: Clock,
): Promise<readonly Found[]> {
  const url = new URL(publicUrl);
  if (url.protocol !== "https:") return [well(`${publicUrl} has no certificate.`)];
  const remedy = "Renew the certificate of the proxy in front of the server.";
  try {
    const { validTo } = await peer(url);
    return [expiryOf(`The certificate of ${url.host}`, validTo, clock, remedy)];
  } catch (error) {
    // From inside a network its own address is often not to be reached: browsers may reach it all the same.
    return [
      soon(
        `${publicUrl} could not be reached from here: ${reasonOf(error)}.`,
        "See from outside that it answers with a certificate that Microsoft trusts.",
      ),
    ];
  }
}

export function lookAtNotifications({
  address,
  answers,
  reason,
}: NotificationTest): readonly Found[] {
  if (answers) return [well(`${address} answers as Graph asks of it.`)];
  return [
    wrong(
      `${address} does not answer: ${reason ?? ""}`,
      "See that PUBLIC_URL is right and that the proxy passes it on unchanged; until then changes in Outlook are looked for at the interval.",
    ),
  ];
}

/** Whether each ERP is reached, takes the connection's key, and lets it do what is needed. */
export async function lookAtErps(
  connectionIds: readonly string[],
  erp: (connectionId: string) => Connector,
): Promise<readonly Found[]> {
  const found = await Promise.all(
    connectionIds.map(async (id) => {
      try {
        const missing = (await rightsIn(erp(id), null)).filter(({ state }) => state === "missing");
        const answers = `ERP ${id} answers and takes the key.`;
        return missing.length === 0 ? [well(answers)] : missing.map((one) => lack(id, one));
      } catch (error) {
        if (!(error instanceof ConnectorError)) throw error;
        return [erpRefusal(id, error)];
      }
    }),
  );
  return found.flat();
}

function lack(id: string, { use, name }: RightFound): Found {
  // The ERP's own name of the right stands behind the sentence, as Microsoft's codes do.
  const right = name === null ? "" : ` (${name})`;
  const remedy =
    "Give this right to the connection's account in the ERP; Service, ERP connections shows all of them.";
  return wrong(lacking[use](id, right), remedy, "erp");
}

/** @param right its name in the ERP, in brackets behind a space; or nothing */
const lacking: Readonly<Record<RightUse, (id: string, right: string) => string>> = {
  users: (id, right) => `ERP ${id}: the key may not find people by their address.${right}`,
  readActivities: (id, right) => `ERP ${id}: the key may not read activities.${right}`,
  createActivities: (id, right) => `ERP ${id}: the key may not make activities.${right}`,
  changeActivities: (id, right) => `ERP ${id}: the key may not change activities.${right}`,
  deleteActivities: (id, right) => `ERP ${id}: the key may not delete activities.${right}`,
  changes: (id, right) => `ERP ${id}: the key may not read what changed.${right}`,
  announcements: (id, right) => `ERP ${id}: the key may not have changes announced.${right}`,
  records: (id, right) => `ERP ${id}: the key may not find records.${right}`,
  createRecords: (id, right) => `ERP ${id}: the key may not make records.${right}`,
};

function erpRefusal(id: string, error: ConnectorError): Found {
  const reason = error.facts.cause === undefined ? "" : ` (${reasonOf(error.facts.cause)})`;
  const says = `ERP ${id}: ${error.message}${reason}`;
  const { fixedBy, remedy } = erpRemedyFor(erpFailureOf(error));
  return fixedBy === "nobody" ? soon(says, remedy, fixedBy) : wrong(says, remedy, fixedBy);
}
