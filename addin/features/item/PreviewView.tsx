import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { useId } from "react";
import type { Preview } from "../../../server/api/contract/items.ts";
import { Changes } from "../../components/Changes.tsx";
import { useWords } from "../../locales/locale.ts";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM },
  write: {
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  title: {
    ...typographyStyles.caption1Strong,
    margin: `0 0 ${tokens.spacingVerticalS}`,
    color: tokens.colorNeutralForeground2,
  },
  text: { ...typographyStyles.caption1, margin: 0, color: tokens.colorNeutralForeground3 },
});

/** The exact change that would be made on each side, before it is made. */
export function PreviewView({ preview }: { readonly preview: Preview }) {
  const styles = useStyles();
  const words = useWords().item.preview;
  const id = useId();
  if (preview.writes.length === 0) return <p className={styles.text}>{words.none}</p>;
  return (
    <div className={styles.root}>
      {preview.writes.map(({ side, kind, fields }, index) => (
        <div
          key={`${kind}-${side}`}
          className={styles.write}
          role="group"
          aria-labelledby={`${id}-${index}`}
        >
          <h3 id={`${id}-${index}`} className={styles.title}>
            {words[kind][side]}
          </h3>
          <Changes changes={fields} />
        </div>
      ))}
      <p className={styles.text}>{words.quiet}</p>
    </div>
  );
}
