import { Badge, Button, makeStyles } from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { InvitationsView } from "../../../../server/api/contract/service/invitations.ts";
import { useService, useServiceFile } from "../../../api/service.ts";
import { saveBlob } from "../../../components/saveFile.ts";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { IdentityCard } from "../users/IdentityCard.tsx";
import { words as allWords } from "./words.ts";

type Invitation = InvitationsView["invitations"][number];

export const stateColours = {
  waiting: "informative",
  failed: "danger",
  invited: "warning",
  came: "success",
} as const satisfies Readonly<Record<Invitation["state"], string>>;

const useStyles = makeStyles({ below: { flexBasis: "100%", minWidth: 0 } });

export interface InvitedListProps {
  readonly invitations: readonly Invitation[];
  readonly tenantId: string;
  readonly mayInvite: boolean;
  readonly onSent: () => void;
}

/** Who was invited, and who has come. */
export function InvitedList({ invitations, tenantId, mayInvite, onSent }: InvitedListProps) {
  const styles = { ...useServiceStyles(), ...useStyles() };
  const words = useWordsOf(allWords);
  const { time, language } = useLocale();
  const ask = useService();
  const again = useMutation({
    mutationFn: ({ address, name }: Invitation) =>
      ask("invite", {
        body: { tenantId, people: [{ address, name }], language, words: "", again: true },
      }),
    onSuccess: onSent,
  });
  const file = useServiceFile();
  const saved = useMutation({
    mutationFn: ({ address }: Invitation) =>
      file("exportInvitation", { query: { tenantId, address } }),
    onSuccess: (blob) => saveBlob(words.dataFile, blob),
  });
  const erased = useMutation({
    mutationFn: ({ address }: Invitation) =>
      ask("eraseInvitation", { body: { tenantId, address } }),
    onSuccess: onSent,
  });
  const [asked, setAsked] = useState<string | null>(null);
  /** Whose user in the ERP is looked at, by his address. */
  const [looked, setLooked] = useState<string | null>(null);
  const error = again.error ?? saved.error ?? erased.error;
  return (
    <>
      <ul className={styles.list}>
        {invitations.map((one) => {
          const { address, name, state, at, times, erpUser, problem } = one;
          const who = name === "" ? address : name;
          const by = one.by === "" ? words.somebody : one.by;
          return (
            <li key={address} className={styles.one}>
              <span className={styles.what}>
                <span className={styles.name}>{who}</span>
                <span className={styles.small}>
                  {name === "" ? "" : `${address} · `}
                  {times === 1 ? words.once(time(at), by) : words.often(time(at), by, times)}
                </span>
                {erpUser !== null && (
                  <span className={styles.small}>{words.erpUserIs(erpUser)}</span>
                )}
                {problem !== null && <span className={styles.small}>{problem}</span>}
              </span>
              <Badge appearance="tint" color={stateColours[state]}>
                {words.states[state]}
              </Badge>
              {mayInvite && (state === "invited" || state === "failed") && (
                <Button
                  size="small"
                  aria-label={words.againTo(who)}
                  disabledFocusable={again.isPending}
                  onClick={() => again.mutate(one)}
                >
                  {words.again}
                </Button>
              )}
              {state !== "came" && (
                <Button
                  size="small"
                  appearance="subtle"
                  aria-label={words.erpUserOf(who)}
                  aria-expanded={looked === address}
                  onClick={() => setLooked(looked === address ? null : address)}
                >
                  {words.erpUser}
                </Button>
              )}
              {mayInvite && state !== "came" && (
                <span className={styles.buttons}>
                  <Button
                    size="small"
                    appearance="subtle"
                    aria-label={words.dataOf(who)}
                    disabledFocusable={saved.isPending}
                    onClick={() => saved.mutate(one)}
                  >
                    {words.data}
                  </Button>
                  <Button
                    size="small"
                    appearance="subtle"
                    aria-label={asked === address ? words.eraseNow : words.eraseOf(who)}
                    disabledFocusable={erased.isPending}
                    onClick={() => (asked === address ? erased.mutate(one) : setAsked(address))}
                  >
                    {asked === address ? words.eraseNow : words.erase}
                  </Button>
                </span>
              )}
              {asked === address && (
                <span className={styles.small} role="status">
                  {words.eraseMeans}
                </span>
              )}
              {looked === address && state !== "came" && (
                <div className={styles.below}>
                  <IdentityCard whom={{ tenantId, address }} mayChange={mayInvite} />
                </div>
              )}
            </li>
          );
        })}
      </ul>
      {error !== null && <p role="alert">{failureOf(error).message}</p>}
    </>
  );
}
