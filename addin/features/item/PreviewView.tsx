import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { useId } from "react";
import type { Preview } from "../../../server/api/contract/items.ts";
import { Changes } from "../../components/Changes.tsx";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { Loading } from "../../components/Loading.tsx";
import { useWords } from "../../locales/locale.ts";
import type { PreviewHandle } from "./usePreview.ts";

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

/** A preview, or that it is on its way, or why there is none. */
export function PreviewOf({ handle: { preview, failure, reload } }: { handle: PreviewHandle }) {
  if (failure !== null) return <FailureNotice failure={failure} onRetry={reload} />;
  return preview === undefined ? <Loading lines={3} /> : <PreviewView preview={preview} />;
}

/** The exact change that would be made on each side, before it is made. */
function PreviewView({ preview }: { readonly preview: Preview }) {
  const styles = useStyles();
  const { fields: names, item } = useWords();
  const words = item.preview;
  const id = useId();
  const { sharedWith, untold, writes } = preview;
  const joins = sharedWith !== null && <p className={styles.text}>{words.joins(sharedWith)}</p>;
  if (writes.length === 0) return joins || <p className={styles.text}>{words.none}</p>;
  return (
    <div className={styles.root}>
      {joins}
      {writes.map(({ side, kind, fields }, index) => (
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
      {untold.length > 0 && (
        <p className={styles.text}>
          {words.untold(untold.map((field) => names[field] ?? field).join(", "))}
        </p>
      )}
      <p className={styles.text}>{words.quiet}</p>
    </div>
  );
}
