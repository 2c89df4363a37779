import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { AddMailbox, Mailboxes } from "../../../server/api/contract/mailboxes.ts";
import { failureOf, type Failure } from "../../failures.ts";
import { useServices } from "../../services.ts";

/** Nothing tells of a further mailbox by itself but its runs: while one is on its way it is asked for. */
const askedEveryMs = 4_000;

export interface MailboxesHandle {
  readonly view: Mailboxes | undefined;
  readonly loadFailure: Failure | null;
  /** Why the last thing that was asked for was refused. */
  readonly actFailure: Failure | null;
  readonly busy: boolean;
  readonly reload: () => void;
  readonly add: (wanted: AddMailbox, onDone?: () => void) => void;
  /** Asks for the permission that was missing, then adds what was wanted. */
  readonly allow: (failure: Failure) => void;
  readonly giveUp: (mailboxId: string, onDone: () => void) => void;
  readonly sync: (mailboxId: string) => void;
}

interface Act {
  readonly run: () => Promise<Mailboxes>;
  readonly onDone?: (() => void) | undefined;
}

/** Mailboxes and calendars of others that the person synchronizes, or could. */
export function useMailboxes(): MailboxesHandle {
  const { api, tokens } = useServices();
  const client = useQueryClient();
  const asked = useQuery({
    queryKey: ["mailboxes"],
    queryFn: api.mailboxes,
    refetchInterval: ({ state }) => (isOnItsWay(state.data) ? askedEveryMs : false),
  });
  const act = useMutation<Mailboxes, Error, Act>({
    mutationFn: ({ run }) => run(),
    onSuccess: (view, { onDone }) => {
      client.setQueryData(["mailboxes"], view);
      onDone?.();
      for (const stale of ["profile", "waiting"]) {
        void client.invalidateQueries({ queryKey: [stale] });
      }
    },
  });
  const last = act.variables;
  return {
    view: asked.data,
    loadFailure: asked.error === null || asked.data !== undefined ? null : failureOf(asked.error),
    actFailure: act.error === null ? null : failureOf(act.error),
    busy: act.isPending,
    reload: () => void asked.refetch(),
    add: (wanted, onDone) => act.mutate({ run: () => api.addMailbox(wanted), onDone }),
    allow: ({ claims, scopes }) =>
      act.mutate({
        run: async () => {
          await tokens.signIn({ claims: claims ?? undefined, consent: scopes.length > 0, scopes });
          return last?.run() ?? api.mailboxes();
        },
        onDone: last?.onDone,
      }),
    giveUp: (mailboxId, onDone) => act.mutate({ run: () => api.giveUpMailbox(mailboxId), onDone }),
    sync: (mailboxId) =>
      act.mutate({
        run: async () => {
          await api.inMailbox(mailboxId).syncNow();
          return api.mailboxes();
        },
      }),
  };
}

function isOnItsWay(view: Mailboxes | undefined): boolean {
  const added = view?.mailboxes ?? [];
  return added.some(
    ({ running, lastSyncAt, health }) =>
      running || (lastSyncAt === null && health === "operational"),
  );
}
