import { Link } from "@fluentui/react-components";
import type { HealthFinding } from "../../../../server/api/contract/service/health.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { words as panelWords } from "../words.ts";
import { FindingRow } from "./FindingRow.tsx";
import { words as allWords } from "./words.ts";

/** One line for each part: how it is, what to do, who does it. */
export function Findings({ findings }: { readonly findings: readonly HealthFinding[] }) {
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
          <FindingRow
            key={at}
            title={[words.parts[one.part], ...(one.name === "" ? [] : [one.name])].join(": ")}
            state={one.state}
            says={told?.says(count, one.at === null ? "" : time(one.at)) ?? one.code}
            does={told?.does ?? ""}
            fixedBy={told === undefined ? null : one.fixedBy}
            aside={
              one.state !== "ok" &&
              one.panel !== null && (
                <Link href={`#service/${one.panel}${one.about === null ? "" : `/${one.about}`}`}>
                  {panels[one.panel]}
                </Link>
              )
            }
          />
        );
      })}
    </ul>
  );
}
