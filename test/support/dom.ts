/** What jsdom lacks and Fluent, TanStack Query or our own streams ask for. */
import { ReadableStream } from "node:stream/web";
import { TextDecoder, TextEncoder } from "node:util";
import { configure } from "@testing-library/dom";

// How busy the machine is must not decide: what appears, appears when it has been rendered.
configure({ asyncUtilTimeout: 20_000 });

Object.assign(globalThis, { ReadableStream, TextDecoder, TextEncoder });

class NoObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
Object.assign(globalThis, { ResizeObserver: NoObserver, IntersectionObserver: NoObserver });

globalThis.matchMedia = (query) =>
  ({
    matches: false,
    media: query,
    addEventListener: () => {},
    removeEventListener: () => {},
  }) as unknown as MediaQueryList;

// jsdom lays nothing out, so that nothing counts as shown: no dialog would give the focus to what is
// in it, and one without it is kept from screen readers.
Object.defineProperty(HTMLElement.prototype, "offsetParent", {
  get(this: HTMLElement) {
    return this.parentElement;
  },
});
HTMLBodyElement.prototype.getBoundingClientRect = () => new DOMRect(0, 0, 320, 900);

// axe measures letters on a canvas where there is one; without it the browser tests look at contrast.
HTMLCanvasElement.prototype.getContext = () => null;
