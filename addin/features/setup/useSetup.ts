import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { SetupOptions, SetupRequest } from "../../../server/api/contract/account.ts";
import { failureOf, type Failure } from "../../failures.ts";
import { useServices } from "../../services.ts";

export interface SetupHandle {
  readonly options: SetupOptions | undefined;
  readonly loadFailure: Failure | null;
  readonly saveFailure: Failure | null;
  readonly saving: boolean;
  readonly saved: boolean;
  readonly reload: () => void;
  readonly save: (setup: SetupRequest) => void;
  /** Sends what was refused once more. */
  readonly saveAgain: () => void;
}

/** What Setup offers, and saving it. `onSaved` runs once the backend has accepted. */
export function useSetup(onSaved: () => void): SetupHandle {
  const { api } = useServices();
  const client = useQueryClient();
  const offered = useQuery({ queryKey: ["setup"], queryFn: api.setupOptions });
  const save = useMutation({
    mutationFn: (setup: SetupRequest) => api.saveSetup(setup),
    onSuccess: (profile) => {
      client.setQueryData(["profile"], profile);
      client.setQueryData(["status"], profile.status);
      // The window, the states and the previews may all be others now.
      for (const key of ["item", "preview", "log", "setup"]) {
        void client.invalidateQueries({ queryKey: [key] });
      }
      onSaved();
    },
  });
  return {
    options: offered.data,
    loadFailure: offered.error === null ? null : failureOf(offered.error),
    saveFailure: save.error === null ? null : failureOf(save.error),
    saving: save.isPending,
    saved: save.isSuccess,
    reload: () => void offered.refetch(),
    save: save.mutate,
    saveAgain: () => {
      if (save.variables !== undefined) save.mutate(save.variables);
    },
  };
}
