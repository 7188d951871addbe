import { randomUUID } from "node:crypto";
import type { FunctionConfig } from "../../config/function-config.ts";
import type { Functions } from "../../lambda/functions.ts";
import type { LambdaFunction } from "../../lambda/lambda-function.ts";
import { accessDenied, notFound, otherRegion, qualifierMismatch } from "../../lambda/service-error.ts";
import { refuse } from "../control-error.ts";
import { folderDetails } from "./code-details.ts";
import { validName } from "./function-names.ts";
import { FunctionRecord } from "./function-record.ts";

/** A function, version or alias that a call names. */
export interface Resource {
  readonly record: FunctionRecord;
  /** As it was given; undefined where the call names the function alone. */
  readonly qualifier: string | undefined;
  /** With the qualifier, where there was one. */
  readonly arn: string;
}

/** The functions that `local()` was given. */
export interface DeclaredFunctions {
  readonly configs: Readonly<Record<string, string | FunctionConfig>>;
  readonly root: string;
}

/** The parts of a function's name, with the qualifier that a call gave with it or beside it. */
export interface NamedFunction {
  readonly name: string;
  readonly qualifier: string | undefined;
  /** Without the qualifier. */
  readonly arn: string;
}

/** A role that no function of local's options has; AWS demands one. */
const LOCAL_ROLE = "role/local";

/** The functions of one service as the control plane knows them. */
export class FunctionRecords {
  readonly functions: Functions;
  readonly #declared: DeclaredFunctions;
  readonly #records = new WeakMap<LambdaFunction, FunctionRecord>();

  constructor(functions: Functions, declared: DeclaredFunctions) {
    this.functions = functions;
    this.#declared = declared;
  }

  /** All functions, by name. */
  get all(): readonly FunctionRecord[] {
    return [...this.functions.byName.values()]
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .map((each) => this.of(each));
  }

  /** The record of a function; that of one of local's options begins when it is first asked for. */
  of(found: LambdaFunction): FunctionRecord {
    const known = this.#records.get(found);
    if (known !== undefined) return known;
    const { configs, root } = this.#declared;
    const { [found.name]: config = "" } = configs;
    const { accountId } = this.functions.account;
    const record = new FunctionRecord(found, {
      given: { config: typeof config === "string" ? { handler: config } : config, place: { root } },
      latest: {
        description: "",
        lastModified: Date.now(),
        revisionId: randomUUID(),
        code: folderDetails(found.config),
      },
      role: `arn:aws:iam::${accountId}:${LOCAL_ROLE}`,
    });
    return this.add(record);
  }

  add(record: FunctionRecord): FunctionRecord {
    this.#records.set(record.function, record);
    return record;
  }

  /** Reads the name that a call gives a function; throws where it is of another region or account, or not a name. */
  read(given: string, besides?: string | null): NamedFunction {
    const { name, region, accountId, qualifier } = validName(given);
    const { account } = this.functions;
    const wanted = besides ?? undefined;
    if (qualifier !== undefined && wanted !== undefined && qualifier !== wanted)
      return refuse(qualifierMismatch());
    if (region !== undefined && region !== account.region) return refuse(otherRegion(region, account.region));
    if (accountId !== undefined && accountId !== account.accountId) return refuse(accessDenied());
    return { name, qualifier: wanted ?? qualifier, arn: this.functions.arn(name) };
  }

  /** Finds a function, and its version or alias where the call names one; throws ResourceNotFoundException. */
  find(given: string, besides?: string | null): Resource {
    const { name, qualifier, arn: unqualified } = this.read(given, besides);
    const arn = qualifier === undefined ? unqualified : `${unqualified}:${qualifier}`;
    const found = this.functions.byName.get(name);
    if (found === undefined || !hasQualifier(found, qualifier ?? "$LATEST"))
      return refuse(notFound(`Function not found: ${arn}`));
    return { record: this.of(found), qualifier, arn };
  }
}

/** Whether a function has a version or alias. */
export function hasQualifier({ latest, versions, aliases }: LambdaFunction, qualifier: string): boolean {
  return qualifier === "$LATEST" || qualifier === latest || versions.has(qualifier) || aliases.has(qualifier);
}
