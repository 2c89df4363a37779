import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { CardSection } from "../../components/Section.tsx";
import { Loading } from "../../components/Loading.tsx";
import { failureOf, type Failure } from "../../failures.ts";
import { useWords, useWordsOf } from "../../locales/locale.ts";
import { useServices } from "../../services.ts";
import { ApplicationForm } from "../application/ApplicationForm.tsx";
import { draftOf } from "../application/draft.ts";
import { RegistrationGuide } from "../application/RegistrationGuide.tsx";
import { remember, remembered } from "./memory.ts";
import { TokenForm } from "./TokenForm.tsx";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  page: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalL,
    boxSizing: "border-box",
    maxWidth: "800px",
    margin: "0 auto",
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalL}`,
  },
  title: { ...typographyStyles.subtitle1, margin: 0 },
  text: { ...typographyStyles.body1, margin: 0, color: tokens.colorNeutralForeground2 },
});

/** By it one becomes an administrator once signed in. */
const whereTokensGo = "service/token";

/**
 * From a server that knows nobody to one that people can sign in to: the console's token, the
 * registration in Entra, and the proof that both fit. Also reached at `#first`, to correct it.
 */
export function FirstSetup() {
  const styles = useStyles();
  const words = useWordsOf(allWords);
  const { first } = useServices();
  const [token, setToken] = useState(() => remembered().token);
  const found = useQuery({
    queryKey: ["first", token],
    queryFn: () => first(token).application(),
    enabled: token !== "",
    retry: false,
  });
  const [audience, setAudience] = useState(() => remembered().audience);
  const [done, setDone] = useState(false);
  const failure = found.error === null ? null : failureOf(found.error);
  const enterToken = (entered: string): void => {
    remember({ token: entered });
    // The same one again, after the server was away, is asked anew.
    if (entered === token) void found.refetch();
    else setToken(entered);
  };
  const signIn = (): void => {
    location.hash = whereTokensGo;
    // Whatever was asked before is of a server that nobody could sign in to.
    location.reload();
  };
  if (done) return <Done onSignIn={signIn} />;
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{words.title}</h1>
      <p className={styles.text}>{words.intro}</p>
      {found.data === undefined ? (
        <>
          {failure !== null && <Refused failure={failure} />}
          {found.isLoading ? (
            <Loading lines={6} />
          ) : (
            <CardSection title={words.token.title}>
              <p className={styles.text}>{words.token.text}</p>
              <TokenForm
                first={token}
                label={words.token.field}
                act={words.token.go}
                busy={found.isFetching}
                onEnter={enterToken}
              />
            </CardSection>
          )}
        </>
      ) : (
        <>
          <p className={styles.text}>{words.token.taken}</p>
          {found.data.application !== null && (
            <MessageBar intent="info" layout="multiline">
              <MessageBarBody>
                {found.data.application.fixed
                  ? words.fixed
                  : words.entered(found.data.application.clientId)}
              </MessageBarBody>
            </MessageBar>
          )}
          <CardSection title={words.register}>
            <RegistrationGuide
              {...found.data}
              audience={audience}
              onAudience={(chosen) => {
                remember({ audience: chosen });
                setAudience(chosen);
              }}
            />
          </CardSection>
          {found.data.application?.fixed !== true && (
            <CardSection title={words.enter}>
              <p className={styles.text}>{words.enterText}</p>
              <ApplicationForm
                draft={{ ...draftOf(found.data.application), ...typedBefore() }}
                onDraft={({ clientId, tenantId }) => remember({ clientId, tenantId })}
                enter={(entered) => first(token).enter({ ...entered, audience })}
                onSaved={() => setDone(true)}
              />
            </CardSection>
          )}
          {found.data.application !== null && (
            <span>
              <Button onClick={signIn}>{words.signIn}</Button>
            </span>
          )}
        </>
      )}
    </div>
  );
}

/** What was typed before a reload, where anything was. */
function typedBefore() {
  const { clientId, tenantId } = remembered();
  return clientId === "" && tenantId === "" ? {} : { clientId, tenantId };
}

function Refused({ failure }: { readonly failure: Failure }) {
  const words = useWordsOf(allWords);
  const { failures } = useWords();
  const { title, text } = failures[failure.code];
  return (
    <div role="alert">
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>
          {failure.code === "unauthorized" ? words.token.refused : `${title}. ${text}`}
        </MessageBarBody>
      </MessageBar>
    </div>
  );
}

function Done({ onSignIn }: { readonly onSignIn: () => void }) {
  const styles = useStyles();
  const words = useWordsOf(allWords);
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{words.done.title}</h1>
      <MessageBar intent="success" layout="multiline">
        <MessageBarBody>{words.done.proved}</MessageBarBody>
      </MessageBar>
      <p className={styles.text}>{words.done.text}</p>
      <span>
        <Button appearance="primary" size="large" onClick={onSignIn}>
          {words.done.go}
        </Button>
      </span>
    </div>
  );
}
