import { z } from "zod";
import { mailboxHeader } from "./contract/mailboxes.ts";
import { problemSchema } from "./contract/problem.ts";
import { routes, type Route } from "./contract/routes.ts";

/** The contract as an OpenAPI 3.1 document: printed from the same table that the server mounts. */
export function openApiDocument(version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const [name, route] of Object.entries(routes as Record<string, Route>)) {
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    (paths[path] ??= {})[route.method.toLowerCase()] = operation(name, route);
  }
  return {
    openapi: "3.1.0",
    info: { title: "Sync to ERP", version },
    paths,
    components: {
      securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
      schemas: { Problem: z.toJSONSchema(problemSchema) },
    },
  };
}

function operation(name: string, route: Route): object {
  const problem = {
    description: "Problem details (RFC 9457)",
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  };
  const json = (schema: z.ZodType, io: "input" | "output", type = "application/json") => ({
    content: { [type]: { schema: z.toJSONSchema(schema, { io }) } },
  });
  return {
    operationId: name,
    summary: route.summary,
    ...(route.access !== "public" ? { security: [{ bearer: [] }] } : {}),
    parameters: parameters(route),
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: true, ...json(route.body, "input") } }),
    responses: {
      "200": { description: "OK", ...json(route.response, "output", answerType(route)) },
      default: problem,
    },
  };
}

function answerType({ streams }: Route): string {
  return streams === undefined || streams === true ? "application/json" : streams;
}

function parameters(route: Route): object[] {
  const inHeader =
    route.mailbox === undefined
      ? []
      : [{ name: mailboxHeader, in: "header", required: false, schema: { type: "string" } }];
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  if (route.query === undefined) return [...inPath, ...inHeader];
  const schema = z.toJSONSchema(route.query, { io: "input" });
  const inQuery = Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    in: "query",
    required: schema.required?.includes(name) ?? false,
    schema: property,
  }));
  return [...inPath, ...inHeader, ...inQuery];
}
