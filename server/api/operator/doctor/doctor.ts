import type { Rotation } from "../../../auth/rotation.ts";
import type { Connector } from "../../../connectors/port/connector.ts";
import type { ClientCredential } from "../../../lib/credential.ts";
import type { Store } from "../../../store/store.ts";
import type { NotificationTest } from "../../contract/operator.ts";
import type { Finding } from "../../contract/operator-doctor.ts";
import { lookAtMailboxes } from "../mailboxes.ts";
import { reasonOf, soon, well, wrong, type Found } from "./finding.ts";
import { lookAtConfiguration, lookAtDisk, lookAtKeys, lookAtStore, type SetUp } from "./machine.ts";
import { lookAtCredential, lookAtGraph, lookAtSignIn, type MicrosoftDeps } from "./microsoft.ts";
import {
  lookAtErps,
  lookAtNotifications,
  lookAtPublicAddress,
  type PeerCertificate,
} from "./reach.ts";

export interface DoctorDeps extends MicrosoftDeps {
  readonly setUp: SetUp;
  readonly dataDir: string;
  /** What the server proves itself to Entra with; `null`: no application is entered. */
  readonly credential: () => ClientCredential | null;
  /** Of TOKEN_KEYS. */
  readonly keyIds: readonly string[];
  readonly store: Store;
  readonly secrets: Pick<Rotation, "tally">;
  readonly connectionIds: () => readonly string[];
  readonly erp: (connectionId: string) => Connector;
  readonly peerCertificate: PeerCertificate;
  /** `null` where no server runs that could answer. */
  readonly testNotifications: (() => Promise<NotificationTest>) | null;
}

export type Doctor = () => Promise<readonly Finding[]>;

/**
 * Looks at everything that must be right for mailboxes to be synchronized, all at once, and writes
 * nothing anywhere. A check that fails in a way nobody foresaw is a finding and hides no other.
 */
export function createDoctor(deps: DoctorDeps): Doctor {
  const looks = (graph: ReturnType<typeof lookAtGraph>): readonly Look[] => [
    ["server", async () => [lookAtServer(deps)]],
    ["configuration", async () => lookAtConfiguration(deps.setUp)],
    ["store", () => lookAtStore(deps.store)],
    ["disk", () => lookAtDisk(deps.dataDir)],
    ["keys", async () => lookAtKeys(await deps.secrets.tally(), deps.keyIds)],
    ["sign-in", () => lookAtSignIn(deps)],
    ["credential", async () => lookAtCredential(deps.credential(), deps.clock)],
    ["graph", async () => (await graph).graph],
    ["clock", async () => (await graph).clock],
    [
      "public-address",
      () => lookAtPublicAddress(deps.setUp.publicUrl, deps.peerCertificate, deps.clock),
    ],
    [
      "notifications",
      async () =>
        deps.testNotifications === null ? [] : lookAtNotifications(await deps.testNotifications()),
    ],
    ["erp", () => lookAtErps(deps.connectionIds(), deps.erp)],
    ["mailboxes", () => lookAtHealth(deps.store)],
  ];
  return () => takeAll(looks(lookAtGraph(deps)));
}

/** What can be looked at where nobody knows the configuration. */
export function lookAround(store: Store, dataDir: string): Promise<readonly Finding[]> {
  return takeAll([
    ["server", async () => [lookAtServer({ testNotifications: null })]],
    ["store", () => lookAtStore(store)],
    ["disk", () => lookAtDisk(dataDir)],
    ["mailboxes", () => lookAtHealth(store)],
  ]);
}

type Look = readonly [Finding["check"], () => Promise<readonly Found[]>];

async function takeAll(looks: readonly Look[]): Promise<readonly Finding[]> {
  const found = await Promise.all(
    looks.map(async ([check, look]) =>
      (await guarded(look)).map((one): Finding => ({ check, ...one })),
    ),
  );
  return found.flat();
}

async function guarded(look: () => Promise<readonly Found[]>): Promise<readonly Found[]> {
  try {
    return await look();
  } catch (error) {
    return [wrong(`This could not be looked at: ${reasonOf(error)}.`, "See the server's log.")];
  }
}

function lookAtServer({ testNotifications }: Pick<DoctorDeps, "testNotifications">): Found {
  if (testNotifications !== null) return well("The server is running.");
  return wrong("No server is running on this folder: nothing is synchronized.", "Start it.");
}

/** Whose mailboxes wait for somebody, by what they wait for. */
async function lookAtHealth(store: Store): Promise<readonly Found[]> {
  const sights = await lookAtMailboxes(store);
  const count = (...healths: readonly string[]): number =>
    sights.filter(({ health }) => healths.includes(health)).length;
  const groups = [
    {
      health: ["signed-out", "no-consent"],
      says: "wait for a sign-in or a permission",
      fixedBy: "person",
      remedy: "Their people open the pane and do what it says; `sync-to-erp status` lists them.",
    },
    {
      health: ["braked"],
      says: "are held by the brake",
      fixedBy: "operator",
      remedy: "See `sync-to-erp brake list`, then release what is meant.",
    },
    {
      health: ["failed", "refused", "storage"],
      says: "cannot be synchronized",
      fixedBy: "operator",
      remedy: "`sync-to-erp status` says why for each.",
    },
  ] as const;
  const found = groups.flatMap(({ health, says, fixedBy, remedy }) => {
    const waiting = count(...health);
    return waiting === 0 ? [] : [soon(`${waiting} mailboxes ${says}.`, remedy, fixedBy)];
  });
  return found.length > 0 ? found : [well(`${sights.length} mailboxes, none waits for anybody.`)];
}
