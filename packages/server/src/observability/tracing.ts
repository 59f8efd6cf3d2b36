import { type Attributes, SpanStatusCode, trace } from "@opentelemetry/api";
import type { Settings } from "../settings.ts";

/**
 * Begins to send traces if an address for them is set; gives how to send the rest and stop. The exporter is loaded only then:
 * without it, what is traced costs next to nothing.
 */
export async function startTracing({ otlpEndpoint, serviceName }: Pick<Settings, "otlpEndpoint" | "serviceName">): Promise<() => Promise<void>> {
  if (otlpEndpoint === undefined) return async () => {};
  const [{ BatchSpanProcessor, NodeTracerProvider }, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import("@opentelemetry/sdk-trace-node"),
    import("@opentelemetry/exporter-trace-otlp-http"),
    import("@opentelemetry/resources"),
  ]);
  const exporter = new OTLPTraceExporter({ url: `${otlpEndpoint}/v1/traces` });
  const provider = new NodeTracerProvider({ resource: resourceFromAttributes({ "service.name": serviceName }), spanProcessors: [new BatchSpanProcessor(exporter)] });
  provider.register();
  return async () => {
    await provider.shutdown();
    trace.disable();
  };
}

/**
 * Does something within a span. Attributes are ids and counts, never what a person or Okta said: they leave the machine.
 * A failure is marked by its kind, without its message.
 */
export function traced<T>(name: string, attributes: Attributes, fn: () => Promise<T>): Promise<T> {
  return trace.getTracer("lockstep").startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await fn();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : "unknown" });
      throw error;
    } finally {
      span.end();
    }
  });
}
