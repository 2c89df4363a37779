import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";

/** What the screens of an appointment share, saved or not: title and state, content, one button. */
export const useScreenStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", minHeight: "100%" },
  body: {
    display: "flex",
    flexDirection: "column",
    flexGrow: 1,
    rowGap: tokens.spacingVerticalL,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXXL}`,
  },
  title: {
    ...typographyStyles.subtitle1,
    margin: 0,
    overflowWrap: "anywhere",
    outline: "none",
  },
  head: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM },
  series: { ...typographyStyles.caption1, margin: 0, color: tokens.colorNeutralForeground2 },
  // Nothing there, it must not cost a gap either.
  decisions: { display: "contents" },
  switch: { marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})` },
  foot: {
    position: "sticky",
    bottom: 0,
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  grow: { flexGrow: 3, whiteSpace: "nowrap" },
  still: { flexGrow: 1, whiteSpace: "nowrap" },
  scope: { alignSelf: "flex-start" },
  note: { ...typographyStyles.caption1, margin: 0, color: tokens.colorNeutralForeground3 },
});

/** What asks the person something, set apart from what is said beside it. */
export const useQuestionStyles = makeStyles({
  root: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  title: { ...typographyStyles.body1Strong, margin: 0 },
  text: { ...typographyStyles.body1, margin: 0, overflowWrap: "anywhere" },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, overflowWrap: "anywhere" },
  acts: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});
