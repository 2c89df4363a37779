import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { useService } from "../../../api/service.ts";
import { Facts } from "../../../components/Facts.tsx";
import { Fold } from "../../../components/Fold.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { failureOf } from "../../../failures.ts";
import { useWordsOf } from "../../../locales/locale.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  text: {
    ...typographyStyles.body1,
    margin: `${tokens.spacingVerticalS} 0 0`,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
  },
});

export interface LetterProps {
  readonly tenantId: string;
  readonly language: "en" | "de";
  readonly own: string;
}

/** The mail as it would be sent, while it is written. */
export function Letter(props: LetterProps) {
  const words = useWordsOf(allWords);
  return (
    <Fold title={words.show}>
      <Shown {...props} />
    </Fold>
  );
}

function Shown({ tenantId, language, own }: LetterProps) {
  const styles = useStyles();
  const words = useWordsOf(allWords);
  const ask = useService();
  const written = useDeferredValue(own);
  const shown = useQuery({
    queryKey: ["service", "invitation", tenantId, language, written],
    queryFn: () => ask("previewInvitation", { body: { tenantId, language, words: written } }),
    placeholderData: (before) => before,
  });
  if (shown.data === undefined) {
    return shown.error === null ? (
      <Loading lines={4} />
    ) : (
      <p role="alert">{failureOf(shown.error).message}</p>
    );
  }
  const { from, subject, text } = shown.data;
  return (
    <>
      <Facts
        facts={[
          { name: words.from, value: from === "" ? words.fromNobody : from },
          { name: words.subject, value: subject },
        ]}
      />
      <p className={styles.text}>{text}</p>
    </>
  );
}
