import { randomBytes } from "node:crypto";
import type { NotificationTest } from "../contract/operator.ts";
import { reasonOf } from "./finding.ts";

/** Graph itself gives an address 10 seconds to answer the handshake. */
const patienceMs = 10_000;

/**
 * Asks our own notification address, as Graph does before it announces anything there. That it
 * answers us does not prove that it answers Microsoft; that it does not answer us explains a lot.
 */
export async function testNotifications(
  address: string,
  fetch: typeof globalThis.fetch,
): Promise<NotificationTest> {
  const token = `Validation: ${randomBytes(16).toString("base64url")}`;
  const failed = (reason: string): NotificationTest => ({ address, answers: false, reason });
  try {
    const response = await fetch(`${address}?validationToken=${encodeURIComponent(token)}`, {
      method: "POST",
      // Graph follows no redirects.
      redirect: "manual",
      signal: AbortSignal.timeout(patienceMs),
    });
    const said = await response.text();
    if (response.status !== 200) return failed(`It answers with status ${response.status}.`);
    if (said !== token) return failed("Something else answers there: it does not echo the token.");
    const type = response.headers.get("content-type") ?? "";
    if (!type.startsWith("text/plain")) return failed(`It answers as ${type}, not as plain text.`);
    return { address, answers: true, reason: null };
  } catch (error) {
    return failed(`It cannot be reached: ${reasonOf(error)}.`);
  }
}
