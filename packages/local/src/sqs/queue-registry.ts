import { LocalQueue, type QueueService } from "./queue.ts";
import type { Queues } from "./queue-config.ts";
import { type QueueSettings, queueSettings } from "./queue-settings.ts";

/** The queues of one service: those of its configuration, and those that clients create. */
export class QueueRegistry {
  readonly #service: QueueService;
  readonly #configured: readonly LocalQueue[];
  readonly #configs: Queues;
  readonly #byName = new Map<string, LocalQueue>();
  /** When queues were deleted, by name; in milliseconds as of the virtual clock. */
  readonly #deletedAt = new Map<string, number>();

  constructor(configs: Queues, service: Omit<QueueService, "find">) {
    this.#service = { ...service, find: (name) => this.#byName.get(name) };
    this.#configs = configs;
    this.#configured = Object.entries(configs).map(
      ([name, config]) => new LocalQueue(name, queueSettings(name, config), this.#service),
    );
    this.#fill();
  }

  get byName(): ReadonlyMap<string, LocalQueue> {
    return this.#byName;
  }

  create(name: string, settings: QueueSettings): LocalQueue {
    const queue = new LocalQueue(name, settings, this.#service);
    this.#byName.set(name, queue);
    return queue;
  }

  delete(name: string): void {
    this.#byName.get(name)?.forget();
    this.#byName.delete(name);
    this.#deletedAt.set(name, this.#service.clock.now.getTime());
  }

  /** When a queue of this name was deleted, in milliseconds as of the virtual clock. */
  deletedAt(name: string): number | undefined {
    return this.#deletedAt.get(name);
  }

  /** Makes the queues as they were configured, and empty. */
  forget(): void {
    this.#deletedAt.clear();
    for (const queue of this.#byName.values()) queue.forget();
    this.#fill();
  }

  #fill(): void {
    this.#byName.clear();
    for (const queue of this.#configured) {
      queue.settings = queueSettings(queue.name, this.#configs[queue.name] ?? {});
      queue.tags.clear();
      this.#byName.set(queue.name, queue);
    }
  }
}
