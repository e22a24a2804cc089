import type { FastifyReply } from "fastify";
import { ContractError, TEXT } from "../contract/errors.ts";
import type { Operation, ParamsOf } from "../contract/operation.ts";
import type { Whence } from "../identity/whence.ts";
import type { Principal } from "./principal.ts";

/** A request whose key or session is proved and whose parameters are read. */
export interface Call<P> {
  readonly params: P;
  readonly principal: Principal | null;
  /** Where it comes from. */
  readonly whence: Whence;
  /** For cookies; the answer itself is what the handler returns. */
  readonly reply: FastifyReply;
}

/** A call of somebody. */
export type OwnCall<P> = Call<P> & { readonly principal: Principal };

export interface Handler {
  readonly operation: Operation;
  readonly run: (call: Call<never>) => Promise<unknown>;
}

/** Serves an operation that anybody may call. */
export const handle = <O extends Operation>(operation: O, run: (call: Call<ParamsOf<O>>) => unknown): Handler => ({
  operation,
  run: async (call) => run(call as Call<ParamsOf<O>>),
});

/** Serves an operation that needs an account. */
export const handleOwn = <O extends Operation>(operation: O, run: (call: OwnCall<ParamsOf<O>>) => unknown): Handler =>
  handle(operation, (call) => {
    if (call.principal === null) throw new ContractError(401, TEXT.authorizationRequired);
    return run(call as OwnCall<ParamsOf<O>>);
  });
