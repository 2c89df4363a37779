import { Button, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { useState, type SyntheticEvent } from "react";

const useStyles = makeStyles({
  form: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "end",
    gap: tokens.spacingHorizontalM,
  },
  token: { flexGrow: 1, minWidth: "min(240px, 100%)", maxWidth: "360px" },
});

export interface TokenFormProps {
  /** What stands there at first. */
  readonly first: string;
  readonly label: string;
  readonly act: string;
  readonly busy: boolean;
  /** Why it was refused. */
  readonly mistake?: string;
  readonly onEnter: (token: string) => void;
}

/** The token that the server's console printed. */
export function TokenForm({ first, label, act, busy, mistake, onEnter }: TokenFormProps) {
  const styles = useStyles();
  const [token, setToken] = useState(first);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    onEnter(token.trim());
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field
        className={styles.token}
        label={label}
        {...(mistake === undefined ? {} : { validationMessage: mistake })}
      >
        <Input
          value={token}
          autoComplete="off"
          spellCheck={false}
          placeholder="XXXX-XXXX-XXXX-XXXX-XXXX"
          onChange={(_event, data) => setToken(data.value)}
        />
      </Field>
      <Button appearance="primary" type="submit" disabledFocusable={token.trim() === "" || busy}>
        {act}
      </Button>
    </form>
  );
}
