import type { FunctionConfig } from "../config/function-config.ts";
import type { ApiConfig } from "../gateway/api-config.ts";
import type { QueueConfig } from "../sqs/queue-config.ts";
import type { StateMachineConfig } from "../states/state-machine-config.ts";
import type { StreamConfig } from "../streams/stream-config.ts";
import type { Scope } from "./cloudformation/scope.ts";
import type { GapSubject, Gaps } from "./template-gap.ts";

/** A configuration whose members are filled in one by one. */
export type Draft<Config> = { -readonly [Member in keyof Config]: Config[Member] };

/** A state machine of a template, whose definition was not checked yet. */
interface TemplateStateMachine {
  readonly config: StateMachineConfig;
  readonly definitionSubject: GapSubject;
}

/** A project while it is read from its template. */
export interface Project {
  /** The template's file. */
  readonly file: string;
  /** The folder of the service: its functions' code is relative to it. */
  readonly root: string;
  /** The folder that paths in the template are relative to. */
  readonly folder: string;
  readonly scope: Scope;
  readonly gaps: Gaps;
  /** The folders of a CDK application's assets, by the hash in their names. */
  readonly assets: ReadonlyMap<string, string>;
  /** Variables that each function gets, over those of the template. */
  readonly environment: Readonly<Record<string, string>>;
  readonly functions: Map<string, Draft<FunctionConfig>>;
  readonly queues: Map<string, Draft<QueueConfig>>;
  readonly streams: Map<string, Draft<StreamConfig>>;
  /** With their places in the template, for definitions that local does not run. */
  readonly stateMachines: Map<string, TemplateStateMachine>;
  readonly apis: Map<string, ApiConfig>;
  /** The origins of pages that a REST API answers by name. */
  readonly origins: Set<string>;
}
