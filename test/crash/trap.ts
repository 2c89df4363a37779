import type { WireRequest, WireResponse } from "../../sandbox/wire.ts";
import type { Chance } from "../../server/lib/chance.ts";

/** The request that is the server's last one. */
export interface Moment {
  /** Counted from when the trap is set. */
  readonly request: number;
  /** Only requests that write to the other system are counted. */
  readonly ofWrites: boolean;
  /** `before`: it never reached the other system; `after`: it was done, and nobody heard the answer. */
  readonly at: "before" | "after";
}

/** Most requests of a start are questions; the writes come later, and are what matters most. */
export function momentBy(chance: Chance): Moment {
  const ofWrites = chance() < 0.6;
  const request = 1 + Math.floor(chance() * (ofWrites ? 4 : 15));
  return { request, ofWrites, at: chance() < 0.5 ? "before" : "after" };
}

export interface Trap {
  /** @returns when the process was killed. */
  set(moment: Moment): Promise<void>;
  /** Kills it now. */
  spring(): Promise<void>;
  /** Stands between the server and the other systems. */
  between(request: WireRequest, pass: () => Promise<WireResponse>): Promise<WireResponse>;
}

/** Kills the server at a moment of its own work. */
export function createTrap(kill: () => Promise<void>): Trap {
  let moment: Moment | undefined;
  let left = 0;
  let sprung: () => void = () => undefined;
  const trap: Trap = {
    set(next) {
      [moment, left] = [next, next.request];
      return new Promise((resolve) => (sprung = resolve));
    },
    async spring() {
      moment = undefined;
      await kill();
      sprung();
    },
    async between(request, pass) {
      if (moment === undefined || (moment.ofWrites && !isWrite(request))) return pass();
      left -= 1;
      if (left > 0) return pass();
      const { at } = moment;
      moment = undefined;
      if (at === "after") await pass();
      await trap.spring();
      return { status: 503, headers: {}, body: "" };
    },
  };
  return trap;
}

function isWrite({ method, url, body = "" }: WireRequest): boolean {
  if (/\/activities|\/events/.test(url)) return method !== "GET";
  return url.endsWith("/$batch") && /"method":"(POST|PATCH|DELETE)"/.test(body);
}
