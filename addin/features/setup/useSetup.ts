import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Profile, SetupOptions, SetupRequest } from "../../../server/api/contract/account.ts";
import { failureOf, type Failure } from "../../failures.ts";
import { useServices } from "../../services.ts";

export interface SetupHandle {
  readonly options: SetupOptions | undefined;
  readonly loadFailure: Failure | null;
  readonly saveFailure: Failure | null;
  readonly saving: boolean;
  /** How the choices were last saved: by themselves, or with the plan that was made for them. */
  readonly saved: "saved" | "carried-out" | null;
  readonly reload: () => void;
  readonly save: (setup: SetupRequest) => void;
  /** Sends what was refused once more. */
  readonly saveAgain: () => void;
  /** Takes over what a plan that was carried out has saved. */
  readonly adopt: (profile: Profile) => void;
}

/** What Setup offers, and saving it. `onSaved` runs once the backend has accepted. */
export function useSetup(onSaved: () => void): SetupHandle {
  const { api } = useServices();
  const client = useQueryClient();
  const offered = useQuery({ queryKey: ["setup"], queryFn: api.setupOptions });
  const [saved, setSaved] = useState<SetupHandle["saved"]>(null);
  const take = (profile: Profile, how: SetupHandle["saved"]): void => {
    client.setQueryData(["profile"], profile);
    client.setQueryData(["status"], profile.status);
    // The window, the states and the previews may all be others now.
    for (const key of ["item", "preview", "log", "setup"]) {
      void client.invalidateQueries({ queryKey: [key] });
    }
    setSaved(how);
    onSaved();
  };
  const save = useMutation({
    mutationFn: (setup: SetupRequest) => api.saveSetup(setup),
    onMutate: () => setSaved(null),
    onSuccess: (profile) => take(profile, "saved"),
  });
  return {
    options: offered.data,
    loadFailure: offered.error === null ? null : failureOf(offered.error),
    saveFailure: save.error === null ? null : failureOf(save.error),
    saving: save.isPending,
    saved,
    adopt: (profile) => take(profile, "carried-out"),
    reload: () => void offered.refetch(),
    save: save.mutate,
    saveAgain: () => {
      if (save.variables !== undefined) save.mutate(save.variables);
    },
  };
}
