import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Unanswered } from "../../components/Unanswered.tsx";
import { useWords } from "../../locales/locale.ts";
import { useServices } from "../../services.ts";

const useStyles = makeStyles({
  list: { listStyleType: "none", margin: 0, padding: 0 },
  one: {
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    "& summary": {
      ...typographyStyles.body1,
      padding: `${tokens.spacingVerticalS} 0`,
      overflowWrap: "anywhere",
      cursor: "pointer",
    },
  },
  licence: { color: tokens.colorNeutralForeground3 },
  text: {
    margin: `0 0 ${tokens.spacingVerticalM}`,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: typographyStyles.caption1.fontSize,
    lineHeight: typographyStyles.caption1.lineHeight,
    overflowWrap: "anywhere",
    whiteSpace: "pre-wrap",
  },
});

/** Everything that other people made and that is shipped with the product, each with its licence. */
export function LicenceList() {
  const styles = useStyles();
  const words = useWords().licences;
  const asked = useQuery({ queryKey: ["licences"], queryFn: useServices().licences });
  if (asked.data === undefined) return <Unanswered asked={asked} lines={8} />;
  const { packages, texts } = asked.data;
  return (
    <ul className={styles.list}>
      {packages.map(({ name, version, licence, text }) => (
        <li key={`${name} ${version}`} className={styles.one}>
          <Licence
            title={`${name} ${version}`}
            licence={licence}
            text={text === null ? words.noText(licence) : (texts[text] ?? "")}
          />
        </li>
      ))}
    </ul>
  );
}

interface LicenceProps {
  readonly title: string;
  readonly licence: string;
  readonly text: string;
}

function Licence({ title, licence, text }: LicenceProps) {
  const styles = useStyles();
  // Some hundred texts, of which a reader opens one or two.
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {title} <span className={styles.licence}>{licence}</span>
      </summary>
      {open && <pre className={styles.text}>{text}</pre>}
    </details>
  );
}
