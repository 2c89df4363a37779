import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { TenantsView } from "../../../../server/api/contract/service/tenants.ts";
import { useWordsOf } from "../../../locales/locale.ts";
import { useNarrow } from "../../plan/useNarrow.ts";
import { useServiceStyles } from "../styles.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  table: {
    borderCollapse: "collapse",
    textAlign: "start",
    "& th, & td": {
      textAlign: "start",
      verticalAlign: "top",
      padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalS} 0`,
      borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
      overflowWrap: "anywhere",
    },
    "& th": { ...typographyStyles.body1Strong },
  },
});

export interface PermissionsProps {
  readonly features: TenantsView["features"];
}

/** Which permission of Graph each feature needs, and whether the reader has agreed to it. */
export function Permissions({ features }: PermissionsProps) {
  const styles = useStyles();
  const common = useServiceStyles();
  const words = useWordsOf(allWords);
  const told = (missing: readonly string[]): string =>
    missing.length === 0 ? words.yes : words.missing(missing.join(", "));
  if (useNarrow()) {
    return (
      <ul className={common.list}>
        {features.map(({ feature, required, missing }) => (
          <li key={feature} className={common.one}>
            <span className={common.what}>
              <span className={common.name}>{words.features[feature] ?? feature}</span>
              <span className={common.small}>{`${words.required}: ${required.join(", ")}`}</span>
              <span>{told(missing)}</span>
            </span>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{words.feature}</th>
          <th scope="col">{words.required}</th>
          <th scope="col">{words.granted}</th>
        </tr>
      </thead>
      <tbody>
        {features.map(({ feature, required, missing }) => (
          <tr key={feature}>
            <th scope="row">{words.features[feature] ?? feature}</th>
            <td>{required.join(", ")}</td>
            <td>{told(missing)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
