import { AsyncLocalStorage } from "node:async_hooks";
import type { Context } from "@opentelemetry/api";
import type { Trace } from "../lib/trace.ts";

/** Where traces go. */
export interface TracesConfig {
  /** Of a collector that speaks OTLP over HTTP, e.g. `http://127.0.0.1:4318/v1/traces`. */
  readonly url: string;
  /** Sent as `Authorization: Bearer`; `null`: none. */
  readonly token: string | null;
  /** 0 to 1: the share of requests and runs that are followed. */
  readonly share: number;
}

/** A batch is dropped that could not be told by then; so long at most does a stop wait for the last one. */
const withinMs = 2_000;

export interface Traces {
  readonly trace: Trace;
  /** Sends what was not sent yet, and no more. Never rejects: a collector that is away stops nobody. */
  readonly close: () => Promise<void>;
}

/**
 * Follows requests and runs by OpenTelemetry. The collector is asked directly and not by the proxy on
 * the way out: it stands beside the server. A request's own `traceparent` is not taken over: whoever
 * reaches us could decide by it what is followed.
 * @param ca further authorities, as PEM
 */
export async function openTraces(
  { url, token, share }: TracesConfig,
  version: string,
  ca: string | null,
): Promise<Traces> {
  const [{ ROOT_CONTEXT, SpanKind, SpanStatusCode, trace: api }, { resourceFromAttributes }] =
    await Promise.all([import("@opentelemetry/api"), import("@opentelemetry/resources")]);
  const { BatchSpanProcessor, ParentBasedSampler, TracerProvider, TraceIdRatioBasedSampler } =
    await import("@opentelemetry/sdk-trace");
  const { OTLPTraceExporter } = await import("@opentelemetry/exporter-trace-otlp-http");
  const exporter = new OTLPTraceExporter({
    url,
    timeoutMillis: withinMs,
    ...(token === null ? {} : { headers: { Authorization: `Bearer ${token}` } }),
    ...(ca === null ? {} : { httpAgentOptions: { ca: await authorities(ca) } }),
  });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": "sync-to-erp", "service.version": version }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer("sync-to-erp", version);
  const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT };
  // Not the library's own global one: two servers in a process would share it.
  const around = new AsyncLocalStorage<Context>();

  const trace: Trace = async ({ name, kind, facts, apart }, work) => {
    const parent = (apart === true ? undefined : around.getStore()) ?? ROOT_CONTEXT;
    const options = {
      kind: kind === undefined ? SpanKind.INTERNAL : kinds[kind],
      attributes: { ...facts },
    };
    const span = tracer.startSpan(name, options, parent);
    try {
      return await around.run(api.setSpan(parent, span), () =>
        work((learned) => span.setAttributes(learned)),
      );
    } catch (error) {
      // Its message may hold what people wrote.
      span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute("error.type", typeOf(error));
      throw error;
    } finally {
      span.end();
    }
  };

  return {
    trace,
    close: async () => {
      await provider.shutdown().catch(() => undefined);
    },
  };
}

async function authorities(ca: string): Promise<string[]> {
  const { rootCertificates } = await import("node:tls");
  return [...rootCertificates, ca];
}

/** Our code of a failure where it has one, else what it is called. */
function typeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const code = "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : error.name;
}
