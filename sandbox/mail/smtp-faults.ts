/** At which step of a session something goes wrong. */
export const smtpStages = [
  "connect",
  "sign-in",
  "sender",
  "recipient",
  "content",
  "reply",
] as const;
export type SmtpStage = (typeof smtpStages)[number];

/** One planned failure of the mail server. */
export interface SmtpFault {
  readonly stage: SmtpStage;
  /** What it answers, 400 to 599; absent: the connection ends without an answer. */
  readonly status?: number;
  readonly message?: string;
  /** How many more times. */
  readonly times: number;
}

/** `reply` is the answer to a mail that was already taken: the fault that leaves open what became of it. */
export interface SmtpFaults {
  add(fault: SmtpFault): void;
  clear(): void;
  list(): readonly SmtpFault[];
  /** The fault that hits this step, used up by one. */
  take(stage: SmtpStage): SmtpFault | undefined;
}

export function createSmtpFaults(): SmtpFaults {
  let planned: SmtpFault[] = [];
  return {
    add(fault) {
      planned.push(fault);
    },
    clear() {
      planned = [];
    },
    list: () => planned,
    take(stage) {
      const fault = planned.find((one) => one.stage === stage);
      if (fault === undefined) return undefined;
      planned = planned.flatMap((one) => {
        if (one !== fault) return [one];
        return one.times > 1 ? [{ ...one, times: one.times - 1 }] : [];
      });
      return fault;
    },
  };
}
