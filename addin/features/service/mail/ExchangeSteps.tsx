import { makeStyles, typographyStyles } from "@fluentui/react-components";
import { Fold } from "../../../components/Fold.tsx";
import { useWordsOf } from "../../../locales/locale.ts";
import { CopyLine } from "../../application/CopyLine.tsx";
import { Step, Steps } from "../../application/Steps.tsx";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  text: { ...typographyStyles.body1, margin: 0 },
});

export interface ExchangeStepsProps {
  /** The application's id, as Entra calls it. */
  readonly clientId: string;
  /** The mailbox that signs in; empty while none is entered. */
  readonly user: string;
  readonly sender: string;
}

/** For PowerShell, which runs nothing inside such quotes; a typographic one ends them as well. */
function quoted(text: string): string {
  return `'${text.replaceAll(/['‘’‚‛]/g, "$&$&")}'`;
}

/** What an administrator of Exchange Online does, once, before its mail server takes our token. */
export function ExchangeSteps({ clientId, user, sender }: ExchangeStepsProps) {
  const styles = useStyles();
  const words = useWordsOf(allWords).exchange;
  const mailbox = user === "" ? "sync@contoso.com" : user;
  const sendsAs = sender !== "" && sender.toLowerCase() !== mailbox.toLowerCase();
  const steps: readonly (readonly [string, readonly string[]])[] = [
    [words.permission, ["SMTP.SendAsApp"]],
    [
      words.connect,
      [
        "Install-Module ExchangeOnlineManagement, Microsoft.Graph.Applications",
        "Connect-MgGraph -Scopes Application.Read.All",
        "Connect-ExchangeOnline",
      ],
    ],
    [
      words.known,
      [
        `$app = Get-MgServicePrincipal -Filter "appId eq '${clientId}'"`,
        'New-ServicePrincipal -AppId $app.AppId -ObjectId $app.Id -DisplayName "Sync to ERP"',
      ],
    ],
    [
      words.mailbox,
      [
        `Add-MailboxPermission ${quoted(mailbox)} -User $app.Id -AccessRights FullAccess`,
        ...(sendsAs
          ? [`Add-RecipientPermission ${quoted(sender)} -Trustee $app.Id -AccessRights SendAs`]
          : []),
      ],
    ],
    [words.smtp, [`Set-CASMailbox ${quoted(mailbox)} -SmtpClientAuthenticationDisabled $false`]],
  ];
  return (
    <Fold title={words.title}>
      <Steps>
        {steps.map(([text, lines]) => (
          <Step key={text} text={text}>
            {lines.map((line) => (
              <CopyLine key={line} text={line} />
            ))}
          </Step>
        ))}
      </Steps>
      <p className={styles.text}>{words.then}</p>
    </Fold>
  );
}
