import { Link, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { DecidedSetting } from "../../../server/api/contract/account.ts";
import { useWords } from "../../locales/locale.ts";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
    marginTop: `calc(-1 * ${tokens.spacingVerticalS})`,
  },
  back: { ...typographyStyles.caption1, textAlign: "start" },
  text: {
    ...typographyStyles.caption1,
    margin: 0,
    color: tokens.colorNeutralForeground3,
    overflowWrap: "anywhere",
  },
});

/** Where the settings of a draft come from. */
export interface Origins {
  /** `undefined`: nobody above is known, e.g. while no company is chosen. */
  readonly above: (name: string) => DecidedSetting | undefined;
  readonly isOwn: (name: string) => boolean;
  /** The name of the company that was chosen. */
  readonly company: string;
  readonly inherit: (name: string) => void;
}

export function isLocked({ above }: Origins, name: string): boolean {
  return above(name)?.lockedBy != null;
}

export interface OriginProps {
  readonly name: string;
  readonly label: string;
  readonly origins: Origins;
  /** What the level above says, in words. */
  readonly aboveText: (value: DecidedSetting["value"]) => string;
  /** Says nothing where a setting is as the product comes: for rows of which there are many. */
  readonly quiet?: boolean;
}

/** Whose word a setting is, and the way back to what stands above. */
export function Origin({ name, label, origins, aboveText, quiet = false }: OriginProps) {
  const styles = useStyles();
  const words = useWords().setup.origin;
  const above = origins.above(name);
  if (above === undefined) return null;
  const by = above.lockedBy === "system" ? words.everybody : words.people(origins.company);
  if (above.lockedBy !== null) {
    return (
      <div className={styles.root}>
        <p className={styles.text}>{words.decided(by)}</p>
      </div>
    );
  }
  if (origins.isOwn(name)) {
    return (
      <div className={styles.root}>
        <p className={styles.text}>{words.own}</p>
        <Link
          as="button"
          type="button"
          className={styles.back}
          aria-label={`${label}: ${words.useAbove(aboveText(above.value))}`}
          onClick={() => origins.inherit(name)}
        >
          {words.useAbove(aboveText(above.value))}
        </Link>
      </div>
    );
  }
  if (quiet && above.from === "default") return null;
  const from = {
    default: words.default,
    system: words.from(words.everybody),
    company: words.from(words.people(origins.company)),
    person: words.own,
  };
  return (
    <div className={styles.root}>
      <p className={styles.text}>{from[above.from]}</p>
    </div>
  );
}
