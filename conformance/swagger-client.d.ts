/** The package brings no types. */
declare module "swagger-client" {
  interface SwaggerRequest {
    url: string;
    method?: string;
    body?: unknown;
    headers: Record<string, string>;
  }

  type Operation = (parameters?: Readonly<Record<string, unknown>>) => Promise<{ readonly status: number; readonly body: unknown }>;

  interface Client {
    /** Operations by tag and by their ids. */
    readonly apis: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
    readonly spec: unknown;
  }

  export default function SwaggerClient(options: {
    readonly url: string;
    readonly requestInterceptor?: (request: SwaggerRequest) => SwaggerRequest;
  }): Promise<Client>;
}
