import { Badge, Link, makeStyles, tokens, type BadgeProps } from "@fluentui/react-components";
import { CheckmarkCircleFilled, ErrorCircleFilled, WarningFilled } from "@fluentui/react-icons";
import type { HealthFinding } from "../../../../server/api/contract/service/health.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { words as panelWords } from "../words.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  icon: { fontSize: "20px", display: "grid" },
  ok: { color: tokens.colorPaletteGreenForeground1 },
  warning: { color: tokens.colorPaletteDarkOrangeForeground1 },
  failed: { color: tokens.colorPaletteRedForeground1 },
});

const icons = {
  ok: <CheckmarkCircleFilled />,
  warning: <WarningFilled />,
  failed: <ErrorCircleFilled />,
};
const colors: Readonly<Record<HealthFinding["state"], NonNullable<BadgeProps["color"]>>> = {
  ...{ ok: "success", warning: "warning", failed: "danger" },
};

/** One line for each part: how it is, what to do, who does it. */
export function Findings({ findings }: { readonly findings: readonly HealthFinding[] }) {
  const styles = useStyles();
  const common = useServiceStyles();
  const words = useWordsOf(allWords);
  const { panels } = useWordsOf(panelWords);
  const { time, number } = useLocale();
  return (
    <ul className={common.list} aria-label={words.now}>
      {findings.map((one, at) => {
        const told = words.told[`${one.part} ${one.code}`];
        const count = one.count === null ? "" : number(one.count);
        return (
          <li key={at} className={common.one}>
            <span className={`${styles.icon} ${styles[one.state]}`} aria-hidden>
              {icons[one.state]}
            </span>
            <span className={common.what}>
              <span className={common.title}>
                {[words.parts[one.part], ...(one.name === "" ? [] : [one.name])].join(": ")}
                <Badge appearance="tint" color={colors[one.state]}>
                  {words.states[one.state]}
                </Badge>
              </span>
              <span>{told?.says(count, one.at === null ? "" : time(one.at)) ?? one.code}</span>
              {one.state !== "ok" && told !== undefined && (
                <span className={common.small}>
                  {[told.does, words.by[one.fixedBy]].filter((part) => part !== "").join(" ")}
                </span>
              )}
            </span>
            {one.state !== "ok" && one.panel !== null && (
              <Link href={`#service/${one.panel}${one.about === null ? "" : `/${one.about}`}`}>
                {panels[one.panel]}
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}
