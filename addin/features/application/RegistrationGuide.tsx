import {
  Button,
  Field,
  Link,
  makeStyles,
  Radio,
  RadioGroup,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import type {
  ApplicationView,
  AudienceView,
} from "../../../server/api/contract/service/application.ts";
import { Fold } from "../../components/Fold.tsx";
import { saveFile } from "../../components/saveFile.ts";
import { useWordsOf } from "../../locales/locale.ts";
import { CopyLine } from "./CopyLine.tsx";
import { Step, Steps } from "./Steps.tsx";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  text: { ...typographyStyles.body1, margin: 0 },
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

/** As the files' own names, in the shell where they lie. */
const command = "sh register.sh";
const commandWithCertificate = `${command} --certificate`;

export interface RegistrationGuideProps {
  readonly registration: ApplicationView["registration"];
  readonly files: ApplicationView["files"];
  readonly cloud: ApplicationView["cloud"];
  /** Whose people are to sign in: it is chosen before anything is registered or downloaded. */
  readonly audience: AudienceView;
  readonly onAudience: (audience: AudienceView) => void;
}

/** How the application is registered in Entra: by hand with all that is typed there, or by a script. */
export function RegistrationGuide({
  registration,
  files,
  cloud,
  audience,
  onAudience,
}: RegistrationGuideProps) {
  const styles = useStyles();
  const words = useWordsOf(allWords).guide;
  const [first = "", ...others] = registration.redirectUris;
  return (
    <>
      <p className={styles.text}>{words.who}</p>
      <Field label={words.audience.title} hint={words.audience.hint}>
        <RadioGroup
          value={audience}
          onChange={(_event, { value }) => onAudience(value as AudienceView)}
        >
          <Radio value="one" label={words.audience.one} />
          <Radio value="any" label={words.audience.any} />
        </RadioGroup>
      </Field>
      <Fold title={words.byHand} initiallyOpen>
        <Steps>
          <Step where={words.create.where} text={words.create.text(words.audience.types[audience])}>
            <Link href={cloud.pages} target="_blank" rel="noreferrer">
              {words.open}
            </Link>
            <CopyLine text={registration.name} />
            <CopyLine text={first} />
          </Step>
          <Step where={words.redirects.where} text={words.redirects.text}>
            {others.map((uri) => (
              <CopyLine key={uri} text={uri} />
            ))}
          </Step>
          <Step where={words.expose.where} text={words.expose.text}>
            <CopyLine text={registration.scope} />
          </Step>
          <Step where={words.manifest.where} text={words.manifest.text}>
            <CopyLine text={'"requestedAccessTokenVersion": 2'} />
          </Step>
          <Step where={words.permissions.where} text={words.permissions.text}>
            {registration.permissions.map((name) => (
              <CopyLine key={name} text={name} />
            ))}
          </Step>
          <Step where={words.roles.where} text={words.roles.text}>
            {registration.appRoles.map((name) => (
              <CopyLine key={name} text={name} />
            ))}
          </Step>
          <Step where={words.secrets.where} text={words.secrets.text}>
            <CopyLine text={registration.certificateCommand} />
          </Step>
        </Steps>
      </Fold>
      <Fold title={words.byScript}>
        <Steps>
          <Step where={words.script.download} text={words.script.downloadText}>
            <span className={styles.buttons}>
              {files[audience].map(({ name, text }) => (
                <Button key={name} size="small" onClick={() => saveFile(name, text)}>
                  {words.script.file(name)}
                </Button>
              ))}
            </span>
          </Step>
          <Step where={words.script.run} text={words.script.runText}>
            <CopyLine text={`az cloud set --name ${cloud.azureName}`} />
            <CopyLine text="az login" />
            <CopyLine text={command} />
            <span>{words.script.orCertificate}</span>
            <CopyLine text={commandWithCertificate} />
          </Step>
          <Step where={words.script.take} text={words.script.takeText} />
        </Steps>
      </Fold>
    </>
  );
}
