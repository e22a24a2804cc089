import type { FastifyRequest } from "fastify";
import { deviceName, type Whence } from "../identity/whence.ts";
import { clientAddress } from "./client-address.ts";
import type { SiteSettings } from "./services.ts";
import { deviceToken } from "./session-cookie.ts";

/** Where a request comes from, for logs, letters and throttling. */
export const whenceOf = (request: FastifyRequest, settings: SiteSettings): Whence => ({
  device: deviceName(request.headers["user-agent"]),
  address: clientAddress(request.raw, settings.isBehindProxy),
  deviceToken: deviceToken(request, settings),
});
