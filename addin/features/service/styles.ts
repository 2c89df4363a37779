import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";

/** How the panels of the Service section look alike. */
export const useServiceStyles = makeStyles({
  text: { ...typographyStyles.body1, margin: 0, color: tokens.colorNeutralForeground2 },
  small: {
    ...typographyStyles.caption1,
    margin: 0,
    color: tokens.colorNeutralForeground3,
    overflowWrap: "anywhere",
  },
  list: { listStyleType: "none", margin: 0, padding: 0 },
  one: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} 0`,
    ":not(:last-child)": { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  /** Beside what may stand at the end of a line. */
  what: { display: "flex", flexDirection: "column", flexGrow: 1, flexBasis: "200px", minWidth: 0 },
  /** A list that stands by itself, outside of a card. */
  framed: {
    listStyleType: "none",
    margin: 0,
    padding: `0 ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  filters: { display: "flex", flexWrap: "wrap", alignItems: "end", gap: tokens.spacingHorizontalM },
  search: { flexGrow: 1, minWidth: "200px" },
  count: { minWidth: 0 },
  more: { alignSelf: "start" },
  who: { display: "flex", flexDirection: "column", flexGrow: 1, minWidth: "180px" },
  name: { ...typographyStyles.body1Strong, overflowWrap: "anywhere" },
  form: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr)",
    gap: tokens.spacingHorizontalM,
    maxWidth: "480px",
  },
  /** A name with what is marked beside it. */
  title: {
    ...typographyStyles.body1Strong,
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalS,
  },
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});
