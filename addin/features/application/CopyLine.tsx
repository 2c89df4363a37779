import { Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { CheckmarkRegular, CopyRegular } from "@fluentui/react-icons";
import { useRef, useState } from "react";
import { copyText } from "../../components/copy.ts";
import { useWordsOf } from "../../locales/locale.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  line: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    minWidth: 0,
    maxWidth: "100%",
  },
  text: {
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: typographyStyles.caption1.fontSize,
    lineHeight: typographyStyles.body1.lineHeight,
    overflowWrap: "anywhere",
    minWidth: 0,
  },
});

export interface CopyLineProps {
  readonly text: string;
}

/** Something to be typed elsewhere exactly so, with a button that copies it. */
export function CopyLine({ text }: CopyLineProps) {
  const styles = useStyles();
  const words = useWordsOf(allWords).guide;
  const code = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    copyText(text).then(
      () => setCopied(true),
      // Where the page may not, it is marked, so that a key copies it.
      () => code.current !== null && getSelection()?.selectAllChildren(code.current),
    );
  };
  return (
    <span className={styles.line}>
      <code ref={code} className={styles.text}>
        {text}
      </code>
      <Button
        size="small"
        appearance="subtle"
        icon={copied ? <CheckmarkRegular /> : <CopyRegular />}
        aria-label={copied ? words.copied(text) : words.copy(text)}
        onClick={copy}
      />
    </span>
  );
}
