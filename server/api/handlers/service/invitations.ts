import { actorOf } from "../../../administration/administrators.ts";
import type { Audit } from "../../../administration/audit.ts";
import { invitedData, type Erasure } from "../../../administration/erasure.ts";
import type { Leaving } from "../../../administration/leaving/leaving.ts";
import { isWithin } from "../../../administration/authority.ts";
import type { Connector } from "../../../connectors/port/connector.ts";
import { listMailboxes } from "../../../engine/mailboxes/people/directory.ts";
import type { Installation } from "../../../installation/installation.ts";
import { domainOf, readAddresses, type Addressee } from "../../../notify/addresses.ts";
import { composeMail } from "../../../notify/compose.ts";
import { mailOfInvitation } from "../../../notify/invitations.ts";
import type { Notifier } from "../../../notify/notifier.ts";
import type {
  InvitationDocument,
  OutboxDocument,
} from "../../../store/documents/administration.ts";
import type { Store } from "../../../store/store.ts";
import {
  invitationStates,
  type InvitationsView,
  type LeftOut,
} from "../../contract/service/invitations.ts";
import { ProblemError } from "../../errors.ts";
import { told } from "../../told.ts";
import type { Handlers } from "../handler.ts";
import { notInvited, tenantAsked } from "./reach.ts";

export interface InvitationHandlerDeps {
  readonly store: Store;
  readonly notifier: Pick<Notifier, "invitations" | "levels" | "outbox">;
  readonly installation: Pick<Installation, "tenants" | "connections">;
  readonly audit: Pick<Audit, "record">;
  readonly erasure: Pick<Erasure, "eraseInvited">;
  readonly erp: (connectionId: string) => Connector;
  /** Whether the company is in, or leaves. */
  readonly standing: Leaving["standing"];
  readonly publicUrl: string;
  readonly now: () => string;
}

type InvitationRoute =
  | "invitations"
  | "erpPeople"
  | "checkInvitations"
  | "previewInvitation"
  | "invite"
  | "exportInvitation"
  | "eraseInvitation";
type Standing = InvitationsView["invitations"][number];

/** Invitations by mail: whom, with which words, and who has come. */
export function invitationHandlers(deps: InvitationHandlerDeps): Pick<Handlers, InvitationRoute> {
  const { store, notifier, installation } = deps;
  const { invitations, levels, outbox } = notifier;

  const domainsOf = (tenantId: string): readonly string[] =>
    installation.tenants().find(({ id }) => id === tenantId)?.domains ?? [];

  /** Addresses of those who use the product, in lower case. */
  const usersOf = async (tenantId: string): Promise<ReadonlySet<string>> =>
    new Set(
      (await listMailboxes(store))
        .filter((one) => one.tenantId === tenantId)
        .map(({ address }) => address.toLowerCase()),
    );

  const listing = (tenantId: string): (() => Promise<readonly Addressee[]>) | undefined => {
    const connection = installation.connections().find((one) => one.tenants.includes(tenantId));
    const profile = connection === undefined ? undefined : deps.erp(connection.id).profile;
    if (profile?.users === undefined) return undefined;
    return async () => (await profile.users?.()) ?? [];
  };

  /** Who of these is to be invited, and why the others are not. */
  const sift = async (
    tenantId: string,
    people: readonly Addressee[],
    again: boolean,
  ): Promise<{ readonly people: readonly Addressee[]; readonly leftOut: readonly LeftOut[] }> => {
    const [users, before] = [await usersOf(tenantId), await invitations.list(tenantId)];
    const domains = domainsOf(tenantId);
    const why = ({ address }: Addressee): LeftOut["why"] | undefined => {
      if (!domains.includes(domainOf(address))) return "other-domain";
      if (users.has(address)) return "uses";
      return before.has(address) && !again ? "invited" : undefined;
    };
    return {
      people: people.filter((one) => why(one) === undefined),
      leftOut: people.flatMap((one) => {
        const reason = why(one);
        return reason === undefined ? [] : [{ text: one.address, why: reason }];
      }),
    };
  };

  return {
    async invitations(call) {
      const { state, text, offset, limit } = call.query;
      const tenantId = tenantAsked(call, call.query.tenantId);
      const users = await usersOf(tenantId);
      const mails = (await outbox.list(tenantId)).map(([, mail]) => mail);
      const { transport, historyDays } = (await levels.usable(tenantId, null)).settings;
      const keptSinceMs = Date.parse(deps.now()) - historyDays * dayMs;
      const all = [...(await invitations.list(tenantId))]
        .map(([address, one]) => {
          const mail = mailOfInvitation(mails, address, one);
          const { problem, ...rest } = standing(
            address,
            one,
            users.has(address),
            mail,
            keptSinceMs,
          );
          return { ...rest, problem: problem && told(problem, call.language) };
        })
        .toSorted((one, other) => other.at.localeCompare(one.at));
      const named = all.filter(({ address, name }) =>
        `${name} ${address}`.toLowerCase().includes(text.toLowerCase()),
      );
      const wanted = named.filter((one) => state === undefined || one.state === state);
      return {
        tenantId,
        tenants: installation
          .tenants()
          .filter(({ id }) => isWithin(call.realm, id))
          .map(({ id, name }) => ({ id, name })),
        domains: [...domainsOf(tenantId)],
        canSend: transport.kind !== "none",
        hasErpPeople: listing(tenantId) !== undefined,
        counts: Object.fromEntries(
          invitationStates.map((one) => [one, named.filter((each) => each.state === one).length]),
        ) as InvitationsView["counts"],
        total: wanted.length,
        invitations: wanted.slice(offset, offset + limit),
      };
    },

    async erpPeople(call) {
      const tenantId = tenantAsked(call, call.query.tenantId);
      const listed = (await listing(tenantId)?.()) ?? [];
      const people = listed.map(({ address, name }) => ({ address: address.toLowerCase(), name }));
      return { people: [...(await sift(tenantId, people, false)).people] };
    },

    async checkInvitations(call) {
      const tenantId = tenantAsked(call, call.body.tenantId);
      const { people, unreadable } = readAddresses(call.body.text);
      const sifted = await sift(tenantId, people, false);
      return {
        people: [...sifted.people],
        leftOut: [
          ...unreadable.map((text): LeftOut => ({ text, why: "not-an-address" })),
          ...sifted.leftOut,
        ],
      };
    },

    async previewInvitation(call) {
      const { language, words } = call.body;
      const tenantId = tenantAsked(call, call.body.tenantId);
      const { settings } = await levels.usable(tenantId, null);
      const notice = { kind: "invitation", by: call.by.caller.name, words } as const;
      const { from, subject, text } = composeMail(
        "preview",
        {
          to: { name: "", address: "" },
          language,
          notices: { preview: { at: deps.now(), notice } },
        },
        { settings, publicUrl: deps.publicUrl, atMs: 0 },
      );
      return { from: from.address === "" ? "" : `${from.name} <${from.address}>`, subject, text };
    },

    async invite(call) {
      const { language, words, again } = call.body;
      const tenantId = tenantAsked(call, call.body.tenantId);
      if (deps.standing(tenantId) !== "in") {
        throw new ProblemError(
          "conflict",
          "This company leaves: whoever came would be sent away.",
          {
            ...{ field: "tenantId", remedy: "Let it come back first, under Leaving." },
          },
        );
      }
      // Whatever a page says they are: addresses are read once more.
      const given = readAddresses(call.body.people.map(({ address }) => address).join("\n"));
      const names = new Map(call.body.people.map((one) => [one.address.toLowerCase(), one.name]));
      const { people, leftOut } = await sift(
        tenantId,
        given.people.map(({ address }) => ({ address, name: names.get(address)?.trim() ?? "" })),
        again,
      );
      if (people.length > 0) {
        await invitations.invite(tenantId, people, { language, words, by: call.by.caller.name });
        await deps.audit.record({
          ...{ actor: actorOf(call.by.caller), act: "users-invited", tenantId },
          // Whom stands with the invitations, which go with the person; the trail stays for ever.
          ...{ requestId: call.by.requestId, facts: { people: people.length, again } },
        });
      }
      return {
        invited: people.length,
        leftOut: [
          ...given.unreadable.map((text): LeftOut => ({ text, why: "not-an-address" })),
          ...leftOut,
        ],
      };
    },

    async exportInvitation(call) {
      const { address } = call.query;
      const tenantId = tenantAsked(call, call.query.tenantId);
      const found = await invitedData(store, { tenantId, address });
      if (found === null) throw notInvited();
      const { requestId, caller } = call.by;
      await deps.audit.record({
        ...{ actor: actorOf(caller), act: "invitation-exported", tenantId, requestId },
      });
      const head = { product: "Sync to ERP", exportedAt: deps.now(), tenantId, address };
      const { invitation, mails } = found;
      const text = JSON.stringify({ ...head, invitation, mails: Object.fromEntries(mails) });
      return pieces(text);
    },

    async eraseInvitation(call) {
      const { address } = call.body;
      const tenantId = tenantAsked(call, call.body.tenantId);
      if ((await usersOf(tenantId)).has(address)) {
        throw new ProblemError("conflict", "This person uses the product.", {
          ...{ field: "address", remedy: "Erase all that is held about him, under Users." },
        });
      }
      const mails = await deps.erasure.eraseInvited({ tenantId, address }, call.by);
      if (mails === null) throw notInvited();
      return { mails };
    },
  };
}

async function* pieces(text: string): AsyncGenerator<string> {
  yield `${text}\n`;
}

const dayMs = 24 * 60 * 60_000;

/** @param keptSinceMs mails that were sent since then are still in the outbox */
function standing(
  address: string,
  { name, at, times, by, erpUser }: InvitationDocument,
  hasCome: boolean,
  mail: OutboxDocument | undefined,
  keptSinceMs: number,
): Standing {
  const said = {
    ...{ address, name, at, times, by, erpUser: erpUser?.name ?? null },
    problem: mail?.problem?.reason ?? null,
  };
  if (hasCome) return { ...said, state: "came", problem: null };
  switch (mail?.state) {
    case "waiting":
    case "sending":
      return { ...said, state: "waiting" };
    case "failed":
    case "discarded":
      return { ...said, state: "failed" };
    case "sent":
      return { ...said, state: "invited", problem: null };
    case undefined:
      // It is not made yet, as where no way for mail is set up; or forgotten long after it was sent.
      return { ...said, state: Date.parse(at) > keptSinceMs ? "waiting" : "invited" };
  }
}
