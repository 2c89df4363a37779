import { Button, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { useService } from "../../api/service.ts";
import { CardSection } from "../../components/Section.tsx";
import { failureOf } from "../../failures.ts";
import { useWordsOf } from "../../locales/locale.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  form: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "end",
    gap: tokens.spacingHorizontalM,
  },
  token: { flexGrow: 1, minWidth: "min(240px, 100%)", maxWidth: "360px" },
  text: { margin: 0 },
});

/** Whoever can read the server's console may look after the installation, and let others. */
export function FirstAdministrator() {
  const styles = useStyles();
  const words = useWordsOf(allWords).first;
  const ask = useService();
  const client = useQueryClient();
  const [token, setToken] = useState("");
  const enter = useMutation({
    mutationFn: () => ask("enterToken", { body: { token } }),
    // His company may be let in by now: whatever was refused is asked anew.
    onSuccess: async () => {
      location.hash = "service";
      await client.resetQueries();
    },
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    enter.mutate();
  };
  return (
    <CardSection title={words.title}>
      <p className={styles.text}>{words.text}</p>
      <form className={styles.form} onSubmit={submit}>
        <Field
          className={styles.token}
          label={words.token}
          {...(enter.error === null ? {} : { validationMessage: failureOf(enter.error).message })}
        >
          <Input
            value={token}
            autoComplete="off"
            spellCheck={false}
            placeholder="XXXX-XXXX-XXXX-XXXX-XXXX"
            onChange={(_event, data) => setToken(data.value)}
          />
        </Field>
        <Button
          appearance="primary"
          type="submit"
          disabled={token.trim() === "" || enter.isPending}
        >
          {words.enter}
        </Button>
      </form>
    </CardSection>
  );
}
