import { Fold } from "../../../components/Fold.tsx";
import { useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { words as allWords } from "./words.ts";

/** What this server cannot take away itself: who does, and where. */
export function Afterwards({ everything }: { readonly everything: boolean }) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords).afterwards;
  const steps = [words.addin, words.consent, words.registration, words.erp, words.company];
  return (
    <Fold title={words.title}>
      <ol>
        {[...steps, words.backups, ...(everything ? [words.installation] : [])].map((step) => (
          <li key={step} className={styles.text}>
            {step}
          </li>
        ))}
      </ol>
    </Fold>
  );
}
