import { makeStyles, Skeleton, SkeletonItem, tokens } from "@fluentui/react-components";
import { useWords } from "../locales/locale.ts";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalL },
});

/** Grey bars where text will be. */
export function Loading({ lines = 4 }: { readonly lines?: number }) {
  const styles = useStyles();
  const words = useWords();
  return (
    <Skeleton className={styles.root} aria-label={words.act.loading}>
      {Array.from({ length: lines }, (_, index) => (
        <SkeletonItem key={index} size={index === 0 ? 32 : 20} />
      ))}
    </Skeleton>
  );
}
