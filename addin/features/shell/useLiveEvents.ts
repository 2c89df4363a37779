import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { LiveEvent } from "../../../server/api/contract/routes.ts";
import { followEvents, waitFor } from "../../api/events.ts";
import { useServices } from "../../services.ts";

/** What each live event makes stale; the views that are open ask again. */
const stale: Readonly<Record<LiveEvent["kind"], readonly string[]>> = {
  hello: [],
  run: ["status"],
  // Comes last in a run, of which a wide one told only some of the items.
  status: ["status", "profile", "log", "waiting"],
  item: ["item", "preview", "log", "status", "waiting"],
};

function refresh(client: QueryClient, kinds: readonly string[]): void {
  for (const kind of kinds) void client.invalidateQueries({ queryKey: [kind] });
}

/** Keeps the views as fresh as the backend's events, while somebody is signed in. */
export function useLiveEvents(signedIn: boolean): void {
  const { api } = useServices();
  const client = useQueryClient();
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
      onEvent: ({ kind }) => refresh(client, stale[kind]),
    });
    return () => leaving.abort();
  }, [api, client, signedIn]);
}
