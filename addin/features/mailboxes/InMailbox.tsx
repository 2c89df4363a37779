import { useMemo, type ReactNode } from "react";
import { ServicesProvider, useServices } from "../../services.ts";

export interface InMailboxProps {
  readonly mailboxId: string;
  readonly children: ReactNode;
}

/** Whatever stands inside asks about this further mailbox instead of the person's own. */
export function InMailbox({ mailboxId, children }: InMailboxProps) {
  const services = useServices();
  const inside = useMemo(
    () => ({ ...services, api: services.api.inMailbox(mailboxId), further: mailboxId }),
    [services, mailboxId],
  );
  return <ServicesProvider value={inside}>{children}</ServicesProvider>;
}
