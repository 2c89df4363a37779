import { Badge, Button } from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import type { InvitationsView } from "../../../../server/api/contract/service/invitations.ts";
import { useService } from "../../../api/service.ts";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { words as allWords } from "./words.ts";

type Invitation = InvitationsView["invitations"][number];

export const stateColours = {
  waiting: "informative",
  failed: "danger",
  invited: "warning",
  came: "success",
} as const satisfies Readonly<Record<Invitation["state"], string>>;

export interface InvitedListProps {
  readonly invitations: readonly Invitation[];
  readonly tenantId: string;
  readonly mayInvite: boolean;
  readonly onSent: () => void;
}

/** Who was invited, and who has come. */
export function InvitedList({ invitations, tenantId, mayInvite, onSent }: InvitedListProps) {
  const styles = useServiceStyles();
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
  return (
    <>
      <ul className={styles.list}>
        {invitations.map((one) => {
          const { address, name, state, at, times, problem } = one;
          const by = one.by === "" ? words.somebody : one.by;
          return (
            <li key={address} className={styles.one}>
              <span className={styles.what}>
                <span className={styles.name}>{name === "" ? address : name}</span>
                <span className={styles.small}>
                  {name === "" ? "" : `${address} · `}
                  {times === 1 ? words.once(time(at), by) : words.often(time(at), by, times)}
                </span>
                {problem !== null && <span className={styles.small}>{problem}</span>}
              </span>
              <Badge appearance="tint" color={stateColours[state]}>
                {words.states[state]}
              </Badge>
              {mayInvite && (state === "invited" || state === "failed") && (
                <Button
                  size="small"
                  aria-label={words.againTo(name === "" ? address : name)}
                  disabled={again.isPending}
                  onClick={() => again.mutate(one)}
                >
                  {words.again}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {again.error !== null && <p role="alert">{failureOf(again.error).message}</p>}
    </>
  );
}
