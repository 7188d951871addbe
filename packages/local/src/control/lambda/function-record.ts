import { randomUUID } from "node:crypto";
import type { CodePlace } from "../../config/find-program.ts";
import type { FunctionConfig } from "../../config/function-config.ts";
import type { LambdaFunction } from "../../lambda/lambda-function.ts";
import type { CodeDetails } from "./code-details.ts";

/** The details of `$LATEST` or of a published version that the API reports besides its configuration. */
export interface VersionDetails {
  readonly description: string;
  /** Milliseconds as of `Date.now()`. */
  readonly lastModified: number;
  readonly revisionId: string;
  readonly code: CodeDetails;
}

/** The details of an alias that the API reports besides its versions. */
export interface AliasDetails {
  readonly description: string;
  readonly revisionId: string;
}

/** The configuration of a function as it was given, and where its code is. */
export interface GivenConfig {
  readonly config: FunctionConfig;
  readonly place: CodePlace;
}

/** The parts of a record that a function begins with. */
export interface RecordParts {
  readonly given: GivenConfig;
  readonly latest: VersionDetails;
  readonly role: string;
}

/** A function as the control plane knows it. */
export class FunctionRecord {
  readonly function: LambdaFunction;
  /** The configuration that updates are applied to. */
  given: GivenConfig;
  role: string;
  latest: VersionDetails;
  /** The version that was published of the present `$LATEST`; undefined where it has changed since. */
  publishedAs: string | undefined;
  /** The number of the last version, also of one that was deleted. */
  lastVersion: number;
  readonly versions = new Map<string, VersionDetails>();
  readonly aliases = new Map<string, AliasDetails>();
  /** The times of the EventInvokeConfigs, in milliseconds, by qualifier. */
  readonly handledSince = new Map<string, number>();
  readonly tags = new Map<string, string>();

  constructor(of: LambdaFunction, { given, latest, role }: RecordParts) {
    this.function = of;
    this.given = given;
    this.latest = latest;
    this.role = role;
    this.lastVersion = of.versions.size;
    for (const version of of.versions.keys())
      this.versions.set(version, { ...latest, revisionId: randomUUID() });
    for (const alias of of.aliases.keys())
      this.aliases.set(alias, { description: "", revisionId: randomUUID() });
    for (const qualifier of of.asynchronous.keys()) this.handledSince.set(qualifier, latest.lastModified);
  }
}
