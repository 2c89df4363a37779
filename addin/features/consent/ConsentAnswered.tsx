import { MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { useWordsOf } from "../../locales/locale.ts";
import type { ConsentAnswer } from "./answer.ts";
import { words as allWords } from "./words.ts";

/**
 * For whoever followed a consent link that he was sent: he may have no role here and no mailbox, and
 * would else find himself on a page that says nothing of it. Anybody can make an address that leads
 * here: of its text only Microsoft's number is shown.
 */
export function ConsentAnswered({ answer }: { readonly answer: ConsentAnswer }) {
  const words = useWordsOf(allWords);
  const { error } = answer;
  const code = /AADSTS\d{1,8}/u.exec(error ?? "")?.[0] ?? "";
  return (
    <div role="status">
      <MessageBar intent={error === null ? "success" : "warning"} layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{error === null ? words.thanks : words.notAgreed}</MessageBarTitle>{" "}
          <span>{error === null ? words.agreed : words.again(code)}</span>
        </MessageBarBody>
      </MessageBar>
    </div>
  );
}
