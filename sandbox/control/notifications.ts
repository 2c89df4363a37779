/** Posts a body somewhere; rejects when no answer comes. */
export type Deliver = (
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
) => Promise<{ readonly status: number; readonly body: string }>;

/**
 * What becomes of notifications. `reorder` swaps each two; `late` keeps them until `flush`. Their
 * sender believes them delivered in every mode.
 */
export type NotificationMode = "normal" | "drop" | "duplicate" | "reorder" | "late";

export const notificationModes: readonly NotificationMode[] = [
  "normal",
  "drop",
  "duplicate",
  "reorder",
  "late",
];

export interface Notifications {
  readonly deliver: Deliver;
  readonly mode: NotificationMode;
  /** Sets the mode; what was kept back is sent first when it becomes `normal`. */
  setMode(mode: NotificationMode): Promise<void>;
  /** How many are kept back. */
  kept(): number;
  /** Sends what was kept back, in order. Returns how many. */
  flush(): Promise<number>;
  /** Forgets what was kept back and is `normal` again. */
  reset(): void;
}

const accepted = { status: 202, body: "" };

/** Puts the modes between whoever notifies and the wire. A validation handshake always passes. */
export function createNotifications(post: Deliver): Notifications {
  type Posted = Parameters<Deliver>;
  let mode: NotificationMode = "normal";
  let waiting: Posted[] = [];

  const flush = async (): Promise<number> => {
    const due = waiting;
    waiting = [];
    // One receiver that is gone must not keep the others from hearing.
    for (const notification of due) await post(...notification).catch(() => accepted);
    return due.length;
  };

  const deliver: Deliver = async (...notification) => {
    if (notification[0].includes("validationToken=")) return post(...notification);
    switch (mode) {
      case "normal":
        return post(...notification);
      case "drop":
        return accepted;
      case "duplicate":
        await post(...notification);
        return post(...notification);
      case "late":
        waiting.push(notification);
        return accepted;
      case "reorder":
        waiting.unshift(notification);
        if (waiting.length > 1) await flush();
        return accepted;
    }
  };

  return {
    deliver,
    get mode() {
      return mode;
    },
    setMode: async (next) => {
      mode = next;
      if (next === "normal") await flush();
    },
    kept: () => waiting.length,
    flush,
    reset: () => {
      mode = "normal";
      waiting = [];
    },
  };
}
