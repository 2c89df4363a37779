import { tokens } from "@fluentui/react-components";

/** Styles of a list of rows one below the other, without marks or an indent. */
export const plainList = {
  display: "flex",
  flexDirection: "column",
  rowGap: tokens.spacingVerticalM,
  margin: 0,
  padding: 0,
  listStyleType: "none",
} as const;
