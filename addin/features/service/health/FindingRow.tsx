import { Badge, makeStyles, tokens, type BadgeProps } from "@fluentui/react-components";
import { CheckmarkCircleFilled, ErrorCircleFilled, WarningFilled } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import type { HealthFinding } from "../../../../server/api/contract/service/health.ts";
import { Mending } from "../../../components/Mending.tsx";
import { useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  icon: { fontSize: "20px", display: "grid" },
  ok: { color: tokens.colorPaletteGreenForeground1 },
  warning: { color: tokens.colorPaletteDarkOrangeForeground1 },
  failed: { color: tokens.colorPaletteRedForeground1 },
  says: { overflowWrap: "anywhere" },
});

const icons = {
  ok: <CheckmarkCircleFilled />,
  warning: <WarningFilled />,
  failed: <ErrorCircleFilled />,
};
const colors: Readonly<Record<HealthFinding["state"], NonNullable<BadgeProps["color"]>>> = {
  ...{ ok: "success", warning: "warning", failed: "danger" },
};

export interface FindingRowProps {
  readonly title: string;
  readonly state: HealthFinding["state"];
  readonly says: string;
  /** What mends it; empty where nothing has to be. */
  readonly does: string;
  readonly fixedBy: HealthFinding["fixedBy"] | null;
  /** Where it can be mended. */
  readonly aside?: ReactNode;
}

/** One line of what was found: how it is, what to do, who does it. */
export function FindingRow({ title, state, says, does, fixedBy, aside }: FindingRowProps) {
  const styles = useStyles();
  const common = useServiceStyles();
  const words = useWordsOf(allWords);
  return (
    <li className={common.one}>
      <span className={`${styles.icon} ${styles[state]}`} aria-hidden>
        {icons[state]}
      </span>
      <span className={common.what}>
        <span className={common.title}>
          {title}
          <Badge appearance="tint" color={colors[state]}>
            {words.states[state]}
          </Badge>
        </span>
        <span className={styles.says}>{says}</span>
        {state !== "ok" && fixedBy !== null && (
          <Mending className={common.small} remedy={does} fixedBy={fixedBy} />
        )}
      </span>
      {aside}
    </li>
  );
}
