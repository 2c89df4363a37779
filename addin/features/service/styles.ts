import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";

/** How the panels of the Service section look alike. */
export const useServiceStyles = makeStyles({
  text: { ...typographyStyles.body1, margin: 0, color: tokens.colorNeutralForeground2 },
  small: {
    ...typographyStyles.caption1,
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
  who: { display: "flex", flexDirection: "column", flexGrow: 1, minWidth: "180px" },
  name: { ...typographyStyles.body1Strong, overflowWrap: "anywhere" },
  form: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr)",
    gap: tokens.spacingHorizontalM,
    maxWidth: "480px",
  },
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});
