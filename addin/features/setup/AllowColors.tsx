import { Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { RemediesProvider, useRemedies } from "../../components/remedies.ts";
import { failureOf, type Failure } from "../../failures.ts";
import { useWords } from "../../locales/locale.ts";
import { useServices } from "../../services.ts";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexDirection: "column",
    alignItems: "start",
    rowGap: tokens.spacingVerticalS,
  },
  text: { ...typographyStyles.caption1, margin: 0, color: tokens.colorNeutralForeground2 },
});

/**
 * The categories work without a colour, which takes a permission of its own: nobody is kept from
 * switching them on for want of it, and whoever wants colours is asked for it here.
 */
export function AllowColors() {
  const styles = useStyles();
  const { colors: words } = useWords().setup;
  const { api, tokens: signIns } = useServices();
  const remedies = useRemedies();
  const client = useQueryClient();
  const give = useMutation({
    mutationFn: () => api.allowColors(),
    // What is filled in stays: the draft began with these options and does not follow them.
    onSuccess: () => client.invalidateQueries({ queryKey: ["setup"] }),
  });
  const allow = useMutation({
    mutationFn: ({ claims, scopes }: Failure) =>
      signIns.signIn({ claims: claims ?? undefined, consent: scopes.length > 0, scopes }),
    onSuccess: () => give.mutate(),
  });
  const failure = allow.error ?? give.error;
  return (
    <div className={styles.root}>
      <p className={styles.text}>{words.missing}</p>
      <Button
        size="small"
        disabledFocusable={give.isPending || allow.isPending}
        onClick={() => give.mutate()}
      >
        {words.give}
      </Button>
      {failure !== null && (
        <RemediesProvider value={{ ...remedies, signIn: ({ failure: why }) => allow.mutate(why) }}>
          <FailureNotice failure={failureOf(failure)} onRetry={() => give.mutate()} />
        </RemediesProvider>
      )}
    </div>
  );
}
