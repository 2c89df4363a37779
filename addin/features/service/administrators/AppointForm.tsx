import { Button } from "@fluentui/react-components";
import { useState, type SyntheticEvent } from "react";
import type { AdministratorsView } from "../../../../server/api/contract/service/administrators.ts";
import { Choice } from "../../../components/Choice.tsx";
import { useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { words as allWords } from "./words.ts";

export interface Appointment {
  readonly tenantId: string;
  readonly userId: string;
  readonly role: "administrator" | "auditor";
  readonly reach: "installation" | "tenant";
}

export interface AppointFormProps {
  readonly people: AdministratorsView["people"];
  /** Whether the reader may let somebody look after everything. */
  readonly everywhere: boolean;
  readonly busy: boolean;
  readonly onAppoint: (appointment: Appointment) => void;
}

/** Gives one of the people who use the product a role. */
export function AppointForm({ people, everywhere, busy, onAppoint }: AppointFormProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const [whom, setWhom] = useState("");
  const [role, setRole] = useState<Appointment["role"]>("administrator");
  const [reach, setReach] = useState<Appointment["reach"]>("tenant");
  const chosen = people.find(({ userId }) => userId === whom);
  if (people.length === 0) return <p className={styles.text}>{words.nobody}</p>;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (chosen === undefined) return;
    const { tenantId, userId } = chosen;
    onAppoint({ tenantId, userId, role, reach });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Choice
        label={words.person}
        value={whom}
        options={[
          ["", words.choosePerson],
          ...people.map(({ userId, name, address }) => [userId, `${name} (${address})`] as const),
        ]}
        hint={words.nobody}
        onChange={setWhom}
      />
      <Choice
        label={words.role}
        value={role}
        options={[
          ["administrator", words.roles.administrator],
          ["auditor", words.roles.auditor],
        ]}
        onChange={setRole}
      />
      <Choice
        label={words.reach}
        value={reach}
        options={[
          ["tenant", words.reaches.tenant],
          ...(everywhere ? [["installation", words.reaches.installation] as const] : []),
        ]}
        onChange={setReach}
      />
      <span className={styles.buttons}>
        <Button appearance="primary" type="submit" disabled={chosen === undefined || busy}>
          {words.appoint}
        </Button>
      </span>
    </form>
  );
}
