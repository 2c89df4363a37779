import { Link, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { useWordsOf } from "../../locales/locale.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  text: {
    ...typographyStyles.body1,
    margin: 0,
    padding: `0 ${tokens.spacingHorizontalXL}`,
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    rowGap: tokens.spacingVerticalS,
    textAlign: "center",
  },
});

/** Below the sign-in of whoever becomes the first administrator: what comes, and the way back. */
export function FirstSignIn() {
  const styles = useStyles();
  const words = useWordsOf(allWords);
  return (
    <p className={styles.text}>
      <span>{words.next}</span>
      <Link href="#first">{words.back}</Link>
    </p>
  );
}
