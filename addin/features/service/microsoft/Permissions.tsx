import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { TenantsView, TenantView } from "../../../../server/api/contract/service/tenants.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
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

export type PermissionsProps = Pick<TenantsView, "features" | "tenants">;

/**
 * Which permission of Graph each feature needs, what an administrator agreed to for everybody, and
 * whether the reader has it: docs/decisions/0064.
 */
export function Permissions({ features, tenants }: PermissionsProps) {
  const styles = useStyles();
  const common = useServiceStyles();
  const words = useWordsOf(allWords);
  const told = (missing: readonly string[]): string =>
    missing.length === 0 ? words.yes : words.missing(missing.join(", "));
  const { time } = useLocale();
  const saidOf = ({ at, by, proved }: NonNullable<TenantView["consent"]>): string => {
    const said = words.byAdmin.agreed(time(at), by);
    return proved ? said : words.byAdmin.notProved(said);
  };
  /** Of each company; by its name where there are several. */
  const agreed = ({ askedOf }: PermissionsProps["features"][number]): readonly string[] =>
    tenants.map(({ name, consent, asApplication }) => {
      const said =
        askedOf === "chosen"
          ? words.byAdmin.chosen
          : asApplication
            ? words.byAdmin.application
            : consent === null
              ? words.byAdmin.unknown
              : saidOf(consent);
      return tenants.length > 1 && askedOf !== "chosen" ? `${name}: ${said}` : said;
    });
  const lines = (feature: PermissionsProps["features"][number]) =>
    [...new Set(agreed(feature))].map((line) => <div key={line}>{line}</div>);
  if (useNarrow()) {
    return (
      <ul className={common.list}>
        {features.map((one) => (
          <li key={one.feature} className={common.one}>
            <div className={common.what}>
              <span className={common.name}>{words.features[one.feature] ?? one.feature}</span>
              <span className={common.small}>
                {`${words.required}: ${one.required.join(", ")}`}
              </span>
              <span className={common.small}>{words.byAdmin.title}</span>
              {lines(one)}
              <span className={common.small}>{words.granted}</span>
              <span>{told(one.missing)}</span>
            </div>
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
          <th scope="col">{words.byAdmin.title}</th>
          <th scope="col">{words.granted}</th>
        </tr>
      </thead>
      <tbody>
        {features.map((one) => (
          <tr key={one.feature}>
            <th scope="row">{words.features[one.feature] ?? one.feature}</th>
            <td>{one.required.join(", ")}</td>
            <td>{lines(one)}</td>
            <td>{told(one.missing)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
