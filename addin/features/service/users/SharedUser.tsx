import { Checkbox, MessageBar, MessageBarBody } from "@fluentui/react-components";
import type { ErpUserView } from "../../../../server/api/contract/service/identity.ts";
import { useWordsOf } from "../../../locales/locale.ts";
import { words as allWords } from "./identity-words.ts";

export interface SharedUserProps {
  readonly user: ErpUserView;
  readonly agreed: boolean;
  readonly onAgree: (agreed: boolean) => void;
}

/** Who else would be this user: nobody becomes one with another unseen. */
export function SharedUser({ user, agreed, onAgree }: SharedUserProps) {
  const words = useWordsOf(allWords);
  if (user.holders.length === 0) return null;
  return (
    <>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>{words.shared(user.holders.map(({ name }) => name))}</MessageBarBody>
      </MessageBar>
      <Checkbox
        label={words.agree}
        checked={agreed}
        onChange={(_event, data) => onAgree(data.checked === true)}
      />
    </>
  );
}
