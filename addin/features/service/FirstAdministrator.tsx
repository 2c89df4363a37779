import { makeStyles } from "@fluentui/react-components";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useService } from "../../api/service.ts";
import { CardSection } from "../../components/Section.tsx";
import { failureOf } from "../../failures.ts";
import { useWordsOf } from "../../locales/locale.ts";
import { forgetFirst, remembered } from "../first/memory.ts";
import { TokenForm } from "../first/TokenForm.tsx";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({ text: { margin: 0 } });

/** Whoever can read the server's console may look after the installation, and let others. */
export function FirstAdministrator() {
  const styles = useStyles();
  const words = useWordsOf(allWords).first;
  const ask = useService();
  const client = useQueryClient();
  const enter = useMutation({
    mutationFn: (token: string) => ask("enterToken", { body: { token } }),
    // His company may be let in by now: whatever was refused is asked anew.
    onSuccess: async () => {
      forgetFirst();
      location.hash = "service";
      await client.resetQueries();
    },
  });
  return (
    <CardSection title={words.title}>
      <p className={styles.text}>{words.text}</p>
      <TokenForm
        first={remembered().token}
        label={words.token}
        act={words.enter}
        busy={enter.isPending}
        {...(enter.error === null ? {} : { mistake: failureOf(enter.error).message })}
        onEnter={enter.mutate}
      />
    </CardSection>
  );
}
