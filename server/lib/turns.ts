/**
 * Runs tasks of one name one after the other, tasks of different names side by side. Tasks that give
 * the same `share` while the last of them still waits or runs get its result instead of running again.
 */
export type InTurn = <T>(name: string, task: () => Promise<T>, share?: string) => Promise<T>;

export function createTurns(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  const shared = new Map<string, Promise<unknown>>();

  return <T>(name: string, task: () => Promise<T>, share?: string): Promise<T> => {
    const shareKey = share === undefined ? undefined : JSON.stringify([name, share]);
    const known = shareKey === undefined ? undefined : shared.get(shareKey);
    // Tasks that share a key are the same task, so they have the same result type.
    if (known !== undefined) return known as Promise<T>;

    // However the one before ended, the next one begins.
    const turn = (last.get(name) ?? Promise.resolve()).then(task, task);
    last.set(name, turn);
    if (shareKey !== undefined) shared.set(shareKey, turn);
    const done = (): void => {
      if (last.get(name) === turn) last.delete(name);
      if (shareKey !== undefined) shared.delete(shareKey);
    };
    turn.then(done, done);
    return turn;
  };
}
