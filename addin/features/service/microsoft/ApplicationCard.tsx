import { Button, MessageBar, MessageBarBody } from "@fluentui/react-components";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { AudienceView } from "../../../../server/api/contract/service/application.ts";
import { useService } from "../../../api/service.ts";
import { Facts } from "../../../components/Facts.tsx";
import { Fold } from "../../../components/Fold.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { Unanswered } from "../../../components/Unanswered.tsx";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { ApplicationForm } from "../../application/ApplicationForm.tsx";
import { draftOf } from "../../application/draft.ts";
import { RegistrationGuide } from "../../application/RegistrationGuide.tsx";
import { useServiceStyles } from "../styles.ts";
import { words as allWords } from "./words.ts";

const queryKey = ["service", "application"];

/** The registration in Entra that everybody here signs in by, and its secret or certificate. */
export function ApplicationCard({ mayAct }: { readonly mayAct: boolean }) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords).application;
  const { day } = useLocale();
  const ask = useService();
  const client = useQueryClient();
  const found = useQuery({ queryKey, queryFn: () => ask("application") });
  const [entering, setEntering] = useState(false);
  const [saved, setSaved] = useState(false);
  const [chosen, setChosen] = useState<AudienceView | null>(null);
  if (found.data === undefined) {
    return <Unanswered asked={found} lines={3} />;
  }
  const { application, registration, files, cloud } = found.data;
  return (
    <CardSection title={words.title}>
      {application !== null && (
        <Facts
          facts={[
            { name: words.clientId, value: application.clientId },
            { name: words.tenantId, value: application.tenantId ?? words.notSaid },
            {
              name: words.audience,
              value: application.audience === null ? words.notSaid : words[application.audience],
            },
            { name: words.authority, value: cloud.authority },
            { name: words.graph, value: cloud.graph },
            {
              name: words.credential,
              value: words.credentials[application.credential ?? "none"],
            },
            {
              name: words.expires,
              value: application.expires === null ? words.notSaid : day(application.expires),
            },
          ]}
        />
      )}
      {saved && (
        <div role="status">
          <MessageBar intent="success">
            <MessageBarBody>{words.saved}</MessageBarBody>
          </MessageBar>
        </div>
      )}
      <p className={styles.text}>{words.cloud}</p>
      {application?.fixed === true && <p className={styles.text}>{words.fixed}</p>}
      {mayAct && application?.fixed === false && !entering && (
        <span>
          <Button
            onClick={() => {
              setSaved(false);
              setEntering(true);
            }}
          >
            {words.change}
          </Button>
        </span>
      )}
      {entering && (
        <>
          <p className={styles.text}>{words.changeHint}</p>
          <ApplicationForm
            draft={draftOf(application)}
            enter={(body) =>
              ask("saveApplication", {
                body: { ...body, ...(chosen === null ? {} : { audience: chosen }) },
              })
            }
            onSaved={() => {
              setEntering(false);
              setSaved(true);
              void client.invalidateQueries({ queryKey });
              void client.invalidateQueries({ queryKey: ["service", "tenants"] });
            }}
          />
          <span>
            <Button onClick={() => setEntering(false)}>{words.cancel}</Button>
          </span>
        </>
      )}
      <Fold title={words.guide}>
        <RegistrationGuide
          {...{ registration, files, cloud }}
          audience={chosen ?? application?.audience ?? "one"}
          onAudience={setChosen}
        />
      </Fold>
    </CardSection>
  );
}
