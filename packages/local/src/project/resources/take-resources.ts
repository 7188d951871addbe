import type { StackResource } from "../cloudformation/stack-resource.ts";
import type { Project } from "../project.ts";
import type { GapSubject } from "../template-gap.ts";
import { takeDeadLetters, takeEventInvokeConfig } from "./take-asynchronous.ts";
import { takeEventSource } from "./take-event-source.ts";
import { takeFunction } from "./take-function.ts";
import { takeFunctionUrl } from "./take-function-url.ts";
import { takeHttpApi } from "./take-http-api.ts";
import { takeQueue, takeRedrivePolicy } from "./take-queue.ts";
import { takeRestApi } from "./take-rest-api.ts";
import { takeStateMachine } from "./take-state-machine.ts";
import { takeKinesisStream, takeTableStream } from "./take-stream.ts";
import { takeTargetGroup } from "./take-target-group.ts";
import { takeAlias, takeVersion } from "./take-versions.ts";

type Take = (resource: StackResource, project: Project) => void;

/** In this order: each refers to those before it. */
const STEPS: readonly (readonly [type: string, take: Take])[] = [
  ["AWS::SQS::Queue", takeQueue],
  ["AWS::SQS::Queue", takeRedrivePolicy],
  ["AWS::Kinesis::Stream", takeKinesisStream],
  ["AWS::DynamoDB::Table", takeTableStream],
  ["AWS::Lambda::Function", takeFunction],
  ["AWS::Lambda::Function", takeDeadLetters],
  ["AWS::Lambda::Version", takeVersion],
  ["AWS::Lambda::Alias", takeAlias],
  ["AWS::Lambda::EventInvokeConfig", takeEventInvokeConfig],
  ["AWS::Lambda::EventSourceMapping", takeEventSource],
  ["AWS::Lambda::Url", takeFunctionUrl],
  ["AWS::ApiGateway::RestApi", takeRestApi],
  ["AWS::ApiGatewayV2::Api", takeHttpApi],
  ["AWS::ElasticLoadBalancingV2::TargetGroup", takeTargetGroup],
  ["AWS::StepFunctions::StateMachine", takeStateMachine],
  ["AWS::Serverless::StateMachine", takeStateMachine],
];

/** Types that the steps above read together with others. */
const PARTS = [
  "AWS::ApiGateway::ApiKey",
  "AWS::ApiGateway::Authorizer",
  "AWS::ApiGateway::Deployment",
  "AWS::ApiGateway::GatewayResponse",
  "AWS::ApiGateway::Method",
  "AWS::ApiGateway::Model",
  "AWS::ApiGateway::RequestValidator",
  "AWS::ApiGateway::Resource",
  "AWS::ApiGateway::Stage",
  "AWS::ApiGatewayV2::Authorizer",
  "AWS::ApiGatewayV2::Deployment",
  "AWS::ApiGatewayV2::Integration",
  "AWS::ApiGatewayV2::Route",
  "AWS::ApiGatewayV2::Stage",
];

/** Types that change nothing about how functions run on one machine. */
const WITHOUT_EFFECT =
  /^AWS::(?:IAM|Logs|CloudWatch|KMS|XRay|EC2|Backup|WAFv2|Route53|CertificateManager|CodeDeploy|ApplicationAutoScaling|ResourceGroups|ApplicationInsights|Synthetics|Oam|RUM)::|^AWS::(?:CDK::Metadata|(?:Lambda|Serverless)::CapacityProvider|Lambda::(?:Permission|LayerVersionPermission|CodeSigningConfig)|SQS::Queue(?:Inline)?Policy|SNS::TopicPolicy|S3::BucketPolicy|Events::EventBusPolicy|SecretsManager::(?:ResourcePolicy|RotationSchedule)|CloudFormation::WaitCondition(?:Handle)?|ApiGateway::(?:Account|UsagePlan|UsagePlanKey|DocumentationPart|DocumentationVersion|DomainName|DomainNameV2|BasePathMapping)|ApiGatewayV2::(?:DomainName|ApiMapping)|ElasticLoadBalancingV2::(?:LoadBalancer|Listener))$/;

/** Takes all resources that local has; the others are gaps. The stacks of one application may name each other's. */
export function takeResources(stacks: readonly Project[]): void {
  for (const [type, take] of STEPS)
    for (const stack of stacks)
      for (const resource of stack.scope.resources) if (resource.type === type) take(resource, stack);
  for (const stack of stacks) listOthers(stack);
}

function listOthers(project: Project): void {
  const { resources } = project.scope;
  const taken = new Set([...STEPS.map(([type]) => type), ...PARTS]);
  for (const resource of resources) {
    if (taken.has(resource.type)) continue;
    const isWithoutEffect = WITHOUT_EFFECT.test(resource.type);
    // SAM makes a role and permissions of its own; they are not in the template.
    if (isWithoutEffect && resource.origin !== undefined) continue;
    if (isWithoutEffect)
      project.gaps.add(subjectOf(resource), `${resource.type} has no effect on one machine`, "none");
    else project.gaps.add(subjectOf(resource), `local has no ${resource.type}`);
  }
}

function subjectOf({ id, type, origin, position }: StackResource): GapSubject {
  return { resource: origin?.resource ?? id, type, property: origin?.property ?? "", position };
}
