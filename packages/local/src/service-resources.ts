import { DescriptorReserve } from "./lambda/descriptor-reserve.ts";
import { ServiceFolder } from "./lambda/environment/service-folder.ts";
import { EnvironmentPool } from "./lambda/environment-pool.ts";
import type { LoopbackServer } from "./loopback-server.ts";

/** The resources that a service gives back at its end: a folder, descriptors, processes and servers. */
export class ServiceResources {
  readonly folder: ServiceFolder;
  readonly reserve: DescriptorReserve;
  readonly environments: EnvironmentPool;
  readonly #servers: Pick<LoopbackServer, "close">[] = [];
  #closed: Promise<void> | undefined;

  private constructor(
    folder: ServiceFolder,
    { maxEnvironments, servers }: { readonly maxEnvironments: number; readonly servers: number },
  ) {
    this.folder = folder;
    this.reserve = new DescriptorReserve(servers);
    this.environments = new EnvironmentPool(maxEnvironments, this.reserve);
  }

  /** Takes them, for so many servers. */
  static async create(limits: {
    readonly maxEnvironments: number;
    readonly servers: number;
  }): Promise<ServiceResources> {
    return new ServiceResources(await ServiceFolder.create(), limits);
  }

  /** Adds a server that is listening. */
  add<Server extends Pick<LoopbackServer, "close">>(server: Server): Server {
    this.#servers.push(server);
    return server;
  }

  /** Gives all of them back, once. */
  close(): Promise<void> {
    this.#closed ??= this.#end();
    return this.#closed;
  }

  async #end(): Promise<void> {
    // First, so that callers see their connection end instead of a function that was killed.
    await Promise.all(this.#servers.map((server) => server.close()));
    try {
      await this.environments.dispose();
    } finally {
      this.reserve.close();
      await this.folder.remove();
    }
  }
}
