import { Field, makeStyles, Select, tokens, typographyStyles } from "@fluentui/react-components";
import { Suspense } from "react";
import type { Me } from "../../../server/api/contract/service/administrators.ts";
import { HelpLink } from "../../components/HelpLink.tsx";
import { Loading } from "../../components/Loading.tsx";
import { useWordsOf } from "../../locales/locale.ts";
import { FirstAdministrator } from "./FirstAdministrator.tsx";
import { panels, panelsFor, type PanelName } from "./panels.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  page: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalL },
  title: { ...typographyStyles.subtitle1, margin: 0 },
  note: { ...typographyStyles.body1, margin: 0, color: tokens.colorNeutralForeground2 },
  // With room, the panels are listed beside the page.
  choice: { "@media (min-width: 800px)": { display: "none" } },
});

export interface ServicePageProps {
  readonly me: Me;
  readonly panel: PanelName;
  /** What of it is asked for. */
  readonly about: string | null;
  /** Whether a token of the console is to be entered. */
  readonly entersToken: boolean;
  readonly onPanel: (panel: PanelName) => void;
}

/** What administrators decide and auditors look at, one panel at a time. */
export function ServicePage({ me, panel, about, entersToken, onPanel }: ServicePageProps) {
  const styles = useStyles();
  const words = useWordsOf(allWords);
  const Panel = panels[panel];
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{me.audits === "none" ? words.title : words.panels[panel]}</h1>
      {entersToken && <FirstAdministrator />}
      {me.audits !== "none" && (
        <>
          <Field className={styles.choice} label={words.choose}>
            <Select value={panel} onChange={(_event, data) => onPanel(data.value as PanelName)}>
              {panelsFor(me).map((name) => (
                <option key={name} value={name}>
                  {words.panels[name]}
                </option>
              ))}
            </Select>
          </Field>
          {words.purposes[panel] !== undefined && (
            <p className={styles.note}>{words.purposes[panel]}</p>
          )}
          <HelpLink about={`service-${panel}`} of={words.panels[panel]} />
          {me.administers === "none" && <p className={styles.note}>{words.looksOnly}</p>}
          {me.administers === "tenant" && <p className={styles.note}>{words.ofTenant}</p>}
          <Suspense fallback={<Loading lines={6} />}>
            <Panel key={about ?? ""} me={me} about={about} />
          </Suspense>
        </>
      )}
    </div>
  );
}
