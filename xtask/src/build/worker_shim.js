// The worker's entry point around the bindings of wasm-bindgen (`index.js`).
//
// After a WASM trap the module's memory cannot be trusted. The next call then starts a fresh instance of the module. An
// object that was made by the old one is constructed again by the new one before it is used; one with sockets is ended
// instead, because what it had gathered for them is lost: they close, and pages and nodes come back and are told anew.
// The way of crate `worker`'s own build tool, reduced to what we use: `fetch` and Durable Objects.
import { WorkerEntrypoint } from "cloudflare:workers";
import * as exports from "./index.js";

Error.stackTraceLimit = 100;
const module = exports.__worker_init_state();

// A line of the log, as edge/src/logbook writes it.
function log(level, event, ...fields) {
  const line = { at: new Date().toISOString(), level, event, ...Object.fromEntries(fields) };
  console[level](JSON.stringify(line));
}

function renewAfterTrap() {
  if (!module.criticalError) return;
  log("info", "started_afresh");
  exports.__wbg_reset_state();
  module.criticalError = false;
  module.instanceId++;
}

function noteTrap(error) {
  if (!(error instanceof WebAssembly.RuntimeError)) return;
  log("error", "trapped", ["error", error.message]);
  module.criticalError = true;
}

addEventListener("error", (event) => noteTrap(event.error));

class Entrypoint extends WorkerEntrypoint {
  fetch(request) {
    return exports.fetch.call(this, request, this.env, this.ctx);
  }
}

// A call into the module: synchronous ones stay synchronous.
const guarded = (method) =>
  new Proxy(method, {
    apply(target, self, args) {
      renewAfterTrap();
      try {
        const result = target.apply(self, args);
        if (!(result instanceof Promise)) return result;
        return result.catch((error) => {
          noteTrap(error);
          throw error;
        });
      } catch (error) {
        noteTrap(error);
        throw error;
      }
    },
  });

// What is asked of the proxy is asked of the current instance behind it.
const forward = (name) => (holder, ...rest) => Reflect[name](holder.instance, ...rest);
const forwarding = Object.fromEntries(
  [
    "set",
    "has",
    "deleteProperty",
    "getPrototypeOf",
    "setPrototypeOf",
    "isExtensible",
    "preventExtensions",
    "getOwnPropertyDescriptor",
    "defineProperty",
    "ownKeys",
  ].map((name) => [name, forward(name)]),
);

const startsAnew = {
  construct(ctor, args, newTarget) {
    try {
      renewAfterTrap();
      const make = () => Reflect.construct(ctor, args, newTarget);
      const holder = { instance: make(), instanceId: module.instanceId };
      return new Proxy(holder, {
        ...forwarding,
        get(holder, name, receiver) {
          if (holder.instanceId !== module.instanceId) {
            const [state] = args;
            if (state.getWebSockets?.().length) state.abort("started_afresh");
            holder.instance = make();
            holder.instanceId = module.instanceId;
          }
          const found = Reflect.get(holder.instance, name, receiver);
          return typeof found === "function" ? guarded(found) : found;
        },
      });
    } catch (error) {
      module.criticalError = true;
      throw error;
    }
  },
};

export default new Proxy(Entrypoint, startsAnew);
