import { Link, makeStyles, tokens } from "@fluentui/react-components";
import { useWordsOf } from "../../locales/locale.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  place: { margin: 0, padding: tokens.spacingHorizontalL, textAlign: "center" },
});

/** Below a sign-in that somebody may have no account for. */
export function ErpOnlyLink() {
  return (
    <p className={useStyles().place}>
      <Link href="#erp-only">{useWordsOf(allWords).link}</Link>
    </p>
  );
}
