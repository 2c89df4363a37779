import { Button, Field, Input } from "@fluentui/react-components";
import { useState, type SyntheticEvent } from "react";
import type { AdministratorsView } from "../../../../server/api/contract/service/administrators.ts";
import { Choice } from "../../../components/Choice.tsx";
import { useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { words as allWords } from "./words.ts";

interface Given {
  readonly role: "administrator" | "auditor";
  readonly reach: "installation" | "tenant";
}

export interface Appointment extends Given {
  readonly tenantId: string;
  readonly userId: string;
}

/** For somebody who has not come yet. */
export interface PromisedAppointment extends Given {
  readonly address: string;
}

export interface AppointFormProps {
  readonly people: AdministratorsView["people"];
  /** Whether the reader may let somebody look after everything. */
  readonly everywhere: boolean;
  readonly busy: boolean;
  /** `done` is called once it was given: the form is ready for the next one. */
  readonly onAppoint: (appointment: Appointment, done: () => void) => void;
  readonly onPromise: (appointment: PromisedAppointment, done: () => void) => void;
}

/** Who is chosen in place of one of the people. */
const somebodyElse = "else";

/** Gives one of the people who use the product a role, or somebody who will. */
export function AppointForm({ people, everywhere, busy, ...on }: AppointFormProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const [whom, setWhom] = useState(people.length === 0 ? somebodyElse : "");
  const [address, setAddress] = useState("");
  const [role, setRole] = useState<Appointment["role"]>("administrator");
  const [reach, setReach] = useState<Appointment["reach"]>("tenant");
  const chosen = people.find(({ userId }) => userId === whom);
  const byAddress = whom === somebodyElse;
  // Whose an address is says his company's Entra: nobody gets more than that company by it.
  const mayReachAll = everywhere && !byAddress;
  const isReady = !busy && (byAddress ? address.trim() !== "" : chosen !== undefined);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!isReady) return;
    // The field stays where it is, and with it whoever types: he may name the next one.
    if (byAddress) {
      on.onPromise({ address: address.trim(), role, reach: "tenant" }, () => setAddress(""));
      return;
    }
    if (chosen === undefined) return;
    const { tenantId, userId } = chosen;
    on.onAppoint({ tenantId, userId, role, reach }, () => setWhom(""));
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Choice
        label={words.person}
        value={whom}
        options={[
          ["", words.choosePerson],
          ...people.map((one) => [one.userId, `${one.name} (${one.address})`] as const),
          [somebodyElse, words.somebodyElse],
        ]}
        onChange={setWhom}
      />
      {byAddress && (
        <Field label={words.address} hint={words.addressHint} required>
          <Input
            type="email"
            autoComplete="off"
            value={address}
            onChange={(_event, { value }) => setAddress(value)}
          />
        </Field>
      )}
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
        value={mayReachAll ? reach : "tenant"}
        options={[
          ["tenant", words.reaches.tenant],
          ...(mayReachAll ? [["installation", words.reaches.installation] as const] : []),
        ]}
        onChange={setReach}
      />
      <span className={styles.buttons}>
        <Button appearance="primary" type="submit" disabledFocusable={!isReady}>
          {words.appoint}
        </Button>
      </span>
    </form>
  );
}
