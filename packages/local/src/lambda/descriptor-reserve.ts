import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { closeSync, openSync, readdirSync, readFileSync } from "node:fs";
import type { Socket } from "node:net";
import type { ConnectionRules } from "../loopback-server.ts";
import { refuseConnection } from "./refuse-connection.ts";

/** With as many left nothing needs to be kept back. */
const PLENTY = 8192;
/** With fewer connections each is closed after a request. */
const FEW = 100;
/** The share of the free descriptors that environments may have. */
const ENVIRONMENTS_SHARE = 0.3;
/** A socket to listen on, its connection, the log, and those that starting a process takes for a moment. */
const PER_ENVIRONMENT = 10;
/** For what else opens files meanwhile. */
const SPARE = 4;
/** The same where connections come; measured: with half of it one in thirty calls was cut off under a limit of 64. */
const SPARE_OF_CONNECTIONS = 10;
/** Clients send their request as soon as they are connected, but may have to wait for a processor. */
const PATIENCE_MS = 100;
/** Published for each connection that `net.connect` makes in this process, also for those of `fetch` and node:http. */
const CLIENT_CHANNEL = "net.client.socket";

/**
 * Descriptors that are kept back where the process may have few. One that has none left when a connection comes drops
 * every connection that waits to be accepted, so a shortage would cut callers who have nothing to do with it.
 */
export class DescriptorReserve {
  /** The number of environments that there are descriptors for. */
  readonly environments: number;
  /** The number of connections that there are descriptors for, to this process and from it. */
  readonly #connections: number;
  #connected = 0;
  /** The connections that this process has made, to its own servers and to others. */
  readonly #clients = new Set<Socket>();
  /** The number that is kept back while nothing is connected; each connection takes the place of one. */
  #size: number;
  #environmentsSize: number;
  readonly #held: number[] = [];
  readonly #heldForEnvironments: number[] = [];

  /** @param listeners the number of servers that will start, each with a socket. */
  constructor(listeners: number) {
    const free = freeDescriptors() - listeners;
    this.environments =
      free > PLENTY
        ? Number.POSITIVE_INFINITY
        : Math.max(1, Math.floor((free * ENVIRONMENTS_SHARE) / PER_ENVIRONMENT));
    const rest = free - this.environments * PER_ENVIRONMENT;
    this.#connections = free > PLENTY ? free : Math.max(1, rest - SPARE_OF_CONNECTIONS);
    // Half: callers may be in this process, where a connection has a descriptor at both ends.
    this.#size =
      free > PLENTY ? 0 : atLeastZero(Math.min(Math.ceil(rest / 2) + SPARE, rest - SPARE_OF_CONNECTIONS));
    this.#environmentsSize =
      free > PLENTY ? 0 : atLeastZero(Math.min(this.environments * PER_ENVIRONMENT, free - SPARE));
    fill(this.#heldForEnvironments, this.#environmentsSize);
    fill(this.#held, this.#size);
    if (this.#size > 0) subscribe(CLIENT_CHANNEL, this.#afterConnect);
  }

  /** The rules for connections: with few descriptors none is kept for a client who may not come again. */
  get connectionRules(): ConnectionRules {
    return { onConnection: this.#accept, closesEach: this.#connections < FEW };
  }

  /** Serves a connection, or refuses it where there are descriptors for no more: the system would cut all that wait. */
  readonly #accept = (socket: Socket, serve: () => void): void => {
    if (this.#connected + this.#clients.size >= this.#connections) return void this.#refuse(socket);
    this.#connected += 1;
    // In place of the one that the connection has taken, which may have been meant for an environment.
    release(this.#held);
    this.#makeRoom();
    socket.once("close", () => {
      this.#connected -= 1;
      this.#keep();
    });
    serve();
  };

  #refuse(socket: Socket): void {
    // Nothing comes from a client in this process while this process waits.
    const isHere = [...this.#clients].some(({ localPort }) => localPort === socket.remotePort);
    refuseConnection(socket, this.#connections, isHere ? 0 : PATIENCE_MS);
  }

  /** Keeps the descriptor of a connection that has ended back; not more while others last, as an environment may need it. */
  #keep(): void {
    const most = this.#size - this.#connected;
    fill(this.#held, this.#connected === 0 ? most : Math.min(most, this.#held.length + 1));
    this.#makeRoom();
  }

  /** Leaves at least one descriptor for the next connection. */
  #makeRoom(held = this.#held): void {
    if (held.length === 0) return;
    const free = open();
    if (free === undefined) release(held);
    else closeSync(free);
  }

  /** Gives an environment that is about to be made its share. */
  forEnvironment(): void {
    this.#environmentsSize -= PER_ENVIRONMENT;
    release(this.#heldForEnvironments, PER_ENVIRONMENT);
  }

  /** Takes the share of an environment that has ended back. */
  afterEnvironment(): void {
    this.#environmentsSize += PER_ENVIRONMENT;
    fill(this.#heldForEnvironments, this.#environmentsSize);
    this.#makeRoom(this.#heldForEnvironments);
  }

  close(): void {
    this.#size = Number.NEGATIVE_INFINITY;
    this.#environmentsSize = Number.NEGATIVE_INFINITY;
    unsubscribe(CLIENT_CHANNEL, this.#afterConnect);
    for (const held of [this.#held, this.#heldForEnvironments]) release(held, held.length);
  }

  readonly #afterConnect = (message: unknown): void => {
    // The cast: as documented of the channel.
    const { socket } = message as { readonly socket: Socket };
    this.#clients.add(socket);
    socket.once("close", () => this.#clients.delete(socket));
    // One to an address has its descriptor a tick after it was made.
    process.nextTick(() => process.nextTick(() => this.#makeRoom()));
  };
}

/** Whether a failure is a lack of descriptors, in this process or on the machine. */
export function isShortage(failure: unknown): boolean {
  const code = failure instanceof Error && "code" in failure ? failure.code : undefined;
  return code === "EMFILE" || code === "ENFILE";
}

/** Adds what to do to the error of a shortage. */
export function explainShortage(failure: unknown): unknown {
  if (!(failure instanceof Error && isShortage(failure))) return failure;
  const message = `no environment can be made, as this process may open no more files (${failure.message}): raise its limit, ulimit -n`;
  return new NoEnvironment(message, { cause: failure });
}

/** Thrown where this process may open no more files. */
export class NoEnvironment extends Error {
  override readonly name = "Error";
}

function atLeastZero(count: number): number {
  return Math.max(0, count);
}

function fill(held: number[], size: number): void {
  while (held.length < size) {
    const descriptor = open();
    if (descriptor === undefined) return;
    held.push(descriptor);
  }
}

function release(held: number[], count = 1): void {
  for (const descriptor of held.splice(-count, count)) closeSync(descriptor);
}

function open(): number | undefined {
  try {
    return openSync("/dev/null", "r");
  } catch {
    // There are no more.
    return undefined;
  }
}

/** The number of descriptors that this process may still open; plenty where that is not known. */
function freeDescriptors(): number {
  try {
    const limit = /^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1];
    return Number(limit ?? Number.POSITIVE_INFINITY) - readdirSync("/proc/self/fd").length;
  } catch {
    // Not Linux.
    return Number.POSITIVE_INFINITY;
  }
}
