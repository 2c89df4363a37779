import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  FurtherAct,
  FurtherRules,
  FurtherSetupView,
} from "../../../../server/api/contract/mailboxes.ts";
import { useServices } from "../../../services.ts";

/** While its sync is on its way it is asked for so often. */
const askedEveryMs = 4_000;

const keyOf = (mailboxId: string) => ["further-setup", mailboxId];

/** How a further mailbox is kept and how it is doing. */
export function useFurtherSetup(mailboxId: string) {
  const { api } = useServices();
  return useQuery({
    queryKey: keyOf(mailboxId),
    queryFn: () => api.furtherSetup(mailboxId),
    refetchInterval: ({ state }) => (isOnItsWay(state.data) ? askedEveryMs : false),
  });
}

/** Saving what is chosen for it, and what is done about its sync. */
export function useFurtherActs(mailboxId: string, onSaved: (saved: FurtherSetupView) => void) {
  const { api } = useServices();
  const client = useQueryClient();
  const take = (view: FurtherSetupView): void => {
    client.setQueryData(keyOf(mailboxId), view);
    void client.invalidateQueries({ queryKey: ["mailboxes"] });
  };
  const save = useMutation({
    mutationFn: (rules: FurtherRules) => api.saveFurtherSetup(mailboxId, rules),
    onSuccess: (view) => {
      take(view);
      onSaved(view);
    },
  });
  const act = useMutation({
    mutationFn: (what: FurtherAct) => api.actOnFurther(mailboxId, what),
    onSuccess: take,
  });
  return { save, act };
}

function isOnItsWay(view: FurtherSetupView | undefined): boolean {
  if (view === undefined) return false;
  const { progress, running, enabled, lastSyncAt } = view.status.calendar;
  if (progress !== null) return progress.phase !== "paused";
  return running || (enabled && lastSyncAt === null);
}
