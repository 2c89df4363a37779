import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Failure, failureOf, remedies } from "../../failures.ts";
import { useServices } from "../../services.ts";
import { useProfile } from "../account.ts";
import type { Profile } from "../../../server/api/contract/account.ts";

export interface Session {
  readonly profile: Profile | undefined;
  /** Why nobody is signed in, where that is so: shown instead of the views. */
  readonly closed: Failure | null;
  /** Any other reason why there is no profile. */
  readonly failure: Failure | null;
  readonly signingIn: boolean;
  /** Whether the person has signed out here. */
  readonly left: boolean;
  readonly signIn: (wish: { readonly failure: Failure; readonly consent: boolean }) => void;
  readonly signOut: () => void;
  readonly reload: () => void;
}

/** Whether a failure is ended by signing in or agreeing, rather than by trying again. */
function isAtTheDoor({ code }: Failure): boolean {
  return remedies[code] === "sign-in" || remedies[code] === "consent";
}

/** Who is signed in, and coming and going. */
export function useSession(): Session {
  const { tokens } = useServices();
  const client = useQueryClient();
  const profile = useProfile();
  const [left, setLeft] = useState(false);

  const come = useMutation({
    mutationFn: ({ claims, consent }: { claims: string | undefined; consent: boolean }) =>
      tokens.signIn({ claims, consent }),
    onSuccess: async () => {
      setLeft(false);
      await client.resetQueries();
    },
  });
  const go = useMutation({
    mutationFn: () => tokens.signOut(),
    onSuccess: () => {
      setLeft(true);
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "profile" });
    },
  });

  const failure = profile.error === null ? null : failureOf(profile.error);
  // The last attempt says more than the silent one before it: "blocked", "not finished" ...
  const reason = come.error === null ? failure : failureOf(come.error);
  const shut = reason !== null && isAtTheDoor(reason);
  return {
    profile: left ? undefined : profile.data,
    closed: left ? new Failure("signed-out") : shut && profile.data === undefined ? reason : null,
    failure: shut || profile.data !== undefined ? null : failure,
    signingIn: come.isPending,
    left,
    signIn: ({ failure: cause, consent }) =>
      come.mutate({ claims: cause.claims ?? undefined, consent }),
    signOut: () => go.mutate(),
    reload: () => void client.invalidateQueries(),
  };
}
