import type { z } from "zod";

/** One route: a sentence for whoever lists them, the shape of its body, what it does. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  run(body: unknown): Promise<unknown>;
}

/** A route whose body is checked against `shape` before `run` sees it. */
export function route<Shape extends z.ZodType>(
  method: string,
  path: string,
  summary: string,
  shape: Shape,
  run: (body: z.output<Shape>) => unknown,
): Route {
  return { method, path, summary, run: async (body) => run(shape.parse(body)) };
}
