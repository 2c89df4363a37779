import { Button, Link, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { useState } from "react";
import { copyText } from "../../components/copy.ts";
import { CardSection } from "../../components/Section.tsx";
import { useWordsOf } from "../../locales/locale.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  page: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalL,
    boxSizing: "border-box",
    maxWidth: "720px",
    margin: "0 auto",
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalL}`,
  },
  title: { ...typographyStyles.subtitle1, margin: 0 },
  text: { ...typographyStyles.body1, margin: 0 },
  steps: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalS,
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalXL,
  },
});

/**
 * For whoever has an account of the ERP alone: what is missing, and who helps. It asks the server for
 * nothing: without a Microsoft account of a company that is let in, there is nothing to give.
 */
export function ErpOnly() {
  const styles = useStyles();
  const words = useWordsOf(allWords);
  const [copied, setCopied] = useState<boolean | null>(null);
  const copy = (): void => {
    copyText(words.request(`${location.origin}${location.pathname}`)).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{words.title}</h1>
      <p className={styles.text}>{words.why}</p>
      <CardSection title={words.missing}>
        <ol className={styles.steps}>
          {words.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </CardSection>
      <CardSection title={words.helps}>
        <p className={styles.text}>{words.who}</p>
        <span>
          <Button onClick={copy}>{words.copy}</Button>
        </span>
        <span role="status">{copied !== null && (copied ? words.copied : words.notCopied)}</span>
      </CardSection>
      <p className={styles.text}>{words.safe}</p>
      <Link href="#home">{words.back}</Link>
    </div>
  );
}
