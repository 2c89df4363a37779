import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";

const useStyles = makeStyles({
  text: { ...typographyStyles.body1, margin: 0, overflowWrap: "anywhere" },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, overflowWrap: "anywhere" },
  small: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
});

export interface GuestListProps {
  /** What happens to them, said above the list. */
  readonly told: string;
  readonly guests: readonly { readonly address: string; readonly name: string }[];
}

/** The people who hear of what somebody is about to do, before they do. */
export function GuestList({ told, guests }: GuestListProps) {
  const styles = useStyles();
  return (
    <>
      <p className={styles.text}>{told}</p>
      <ul className={styles.list} tabIndex={0} aria-label={told}>
        {guests.map(({ address, name }) => (
          <li key={address}>
            {name} {name !== address && <span className={styles.small}>{address}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
