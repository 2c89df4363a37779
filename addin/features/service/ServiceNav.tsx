import { Link, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { Me } from "../../../server/api/contract/service/administrators.ts";
import { useWordsOf } from "../../locales/locale.ts";
import { panelOf, panelsFor } from "./panels.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  // Where there is little room, the page itself has a choice of panels.
  list: {
    display: "none",
    "@media (min-width: 800px)": {
      display: "flex",
      flexDirection: "column",
      paddingInlineStart: tokens.spacingHorizontalXL,
    },
  },
});

export interface ServiceNavProps {
  readonly me: Me;
  readonly hash: string;
  /** How the portal's links look, and the one that is open. */
  readonly className: string;
  readonly here: string;
}

/** The panels of the Service section, below its own link. */
export function ServiceNav({ me, hash, className, here }: ServiceNavProps) {
  const styles = useStyles();
  const words = useWordsOf(allWords);
  const open = panelOf(hash, me);
  return (
    <div className={styles.list}>
      {panelsFor(me).map((name) => (
        <Link
          key={name}
          appearance="subtle"
          href={`#service/${name}`}
          className={mergeClasses(className, name === open && here)}
          {...(name === open ? { "aria-current": "page" as const } : {})}
        >
          {words.panels[name]}
        </Link>
      ))}
    </div>
  );
}
