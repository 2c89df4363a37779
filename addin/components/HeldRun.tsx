import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { Status } from "../../server/api/contract/account.ts";
import { useLocale } from "../locales/locale.ts";
import { HelpLink } from "./HelpLink.tsx";

const useStyles = makeStyles({
  text: { ...typographyStyles.body1, margin: 0 },
  details: {
    "& > summary": { ...typographyStyles.body1, cursor: "pointer", width: "fit-content" },
  },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL, overflowWrap: "anywhere" },
});

export interface HeldRunProps {
  readonly held: NonNullable<Status["brake"]>;
  /** Who can let it go on, where whoever reads it cannot. */
  readonly remedy?: string;
}

/** What the brake holds: how much, why, and the first of it. */
export function HeldRun({ held, remedy }: HeldRunProps) {
  const styles = useStyles();
  const { words } = useLocale();
  const brake = words.home.brake;
  const { side, deletions, linked, planned } = held;
  const sentence = held.cause === "emptied" ? brake.emptied[side] : brake.deletions[side];
  return (
    <>
      <p className={styles.text}>{sentence(deletions, linked)}</p>
      {remedy !== undefined && <p className={styles.text}>{remedy}</p>}
      <HelpLink about={remedy === undefined ? "brake" : "deletes"} of={words.home.brake.planned} />
      {planned.length > 0 && (
        <details className={styles.details}>
          <summary>{brake.planned}</summary>
          <ul className={styles.list}>
            {planned.map(({ linkId, kind, side: where, subject }) => (
              <li key={linkId}>
                {subject === "" ? words.home.setAside.unnamed : subject}
                {": "}
                {brake.kinds[kind]}
                {where !== null &&
                  ` ${where === "erp" ? words.home.log.toErp : words.home.log.toMicrosoft}`}
              </li>
            ))}
            {deletions > planned.length && <li>{brake.more(deletions - planned.length)}</li>}
          </ul>
        </details>
      )}
    </>
  );
}
