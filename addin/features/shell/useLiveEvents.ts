import { useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Mailboxes } from "../../../server/api/contract/mailboxes.ts";
import type { LiveEvent } from "../../../server/api/contract/routes.ts";
import { followEvents, waitFor } from "../../api/events.ts";
import { useServices } from "../../services.ts";

/** What each live event makes stale; the views that are open ask again. */
const stale: Readonly<Record<"status" | "item", readonly string[]>> = {
  status: ["status", "profile", "further-setup"],
  item: ["item", "preview", "log", "status", "waiting", "further-setup"],
};

function staleBy(event: LiveEvent): readonly string[] {
  // The views were asked for before anybody listened: what moved in between was not heard.
  if (event.kind === "hello") return event.moved ? stale.item : [];
  if (event.kind !== "run") return stale[event.kind];
  // A wide run tells only some of its items, and none tells of what is in doubt now and has no link: once
  // it is over the lists count that name them all, and what is open is asked for.
  const state = ["status", "further-setup"];
  return event.running ? state : [...state, "item", "log", "waiting"];
}

function refresh(client: QueryClient, kinds: readonly string[]): void {
  for (const kind of kinds) void askAgain(client, [kind]);
}

async function askAgain(client: QueryClient, queryKey: readonly string[]): Promise<void> {
  const isFirst = client
    .getQueryCache()
    .findAll({ queryKey, fetchStatus: "fetching" })
    .some(({ state }) => state.data === undefined);
  await client.invalidateQueries({ queryKey });
  // A first question is not broken off, and its answer may be from before the event.
  if (isFirst) await client.invalidateQueries({ queryKey });
}

/** Keeps the views as fresh as the backend's events, while somebody is signed in. */
export function useLiveEvents(signedIn: boolean): void {
  const { api } = useServices();
  const client = useQueryClient();
  const followed = useFollowed();
  useEffect(() => {
    if (!signedIn) return undefined;
    const leaving = new AbortController();
    let connectedBefore = false;
    void followEvents({
      api,
      signal: leaving.signal,
      wait: waitFor,
      chance: Math.random,
      onConnected: () => {
        // Whatever happened while the stream was away was not heard.
        if (connectedBefore) refresh(client, stale.item);
        connectedBefore = true;
      },
      onEvent: (event) => refresh(client, staleBy(event)),
    });
    return () => leaving.abort();
    // The backend tells of those mailboxes that the person had when he began to listen.
  }, [api, client, signedIn, followed]);
}

/** Which further mailboxes the person has, as far as anybody asked; nobody is asked for it here. */
function useFollowed(): string {
  const { api } = useServices();
  const known = useQuery<Mailboxes>({
    ...{ queryKey: ["mailboxes"], queryFn: api.mailboxes, enabled: false },
  });
  return (known.data?.mailboxes ?? []).map(({ mailboxId }) => mailboxId).join();
}
