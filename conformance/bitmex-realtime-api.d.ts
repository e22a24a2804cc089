/** The published client has no types; these are of the part that is used here. Source: its README. */
declare module "bitmex-realtime-api" {
  type Rows = readonly Readonly<Record<string, unknown>>[];

  interface Options {
    readonly endpoint: string;
    readonly httpEndpoint: string;
    readonly apiKeyID?: string;
    readonly apiKeySecret?: string;
  }

  export default class BitMEXClient {
    readonly socket: {
      logConnection: boolean;
      autoReconnectInterval: number;
      readonly opened: boolean;
      readonly instance: { close(code: number): void };
      on(event: "message", listener: (text: unknown) => void): void;
    };
    constructor(options: Options);
    on(event: string, listener: (what: unknown) => void): void;
    addStream(symbol: string, table: string, listener: (rows: Rows, symbol: string, table: string) => void): void;
    getData(symbol: string, table: string): Rows;
  }
}
