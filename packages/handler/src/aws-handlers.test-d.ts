import { defineCatalog } from "@faultwire/catalog";
import type * as aws from "aws-lambda";
import {
  wrapAppSync,
  wrapAppSyncBatch,
  wrapAuthorizer,
  wrapCallback,
  wrapCognito,
  wrapCustomResource,
  wrapEdge,
  wrapHandler,
  wrapStreamHandler,
} from "./index.ts";

/* Every handler type of @types/aws-lambda goes into its wrapper without a cast, and the wrapped handler fits the type. */

const throws = defineCatalog("orders", {});
declare function typed<Handler>(): Handler;

wrapHandler(typed<aws.ALBHandler>(), { throws }) satisfies aws.ALBHandler;
wrapAuthorizer(typed<aws.APIGatewayAuthorizerHandler>(), {
  throws,
}) satisfies aws.APIGatewayAuthorizerHandler;
wrapAuthorizer(typed<aws.APIGatewayAuthorizerWithContextHandler<{ tenant: string }>>(), {
  throws,
}) satisfies aws.APIGatewayAuthorizerWithContextHandler<{ tenant: string }>;
wrapHandler(typed<aws.APIGatewayProxyHandler>(), { throws }) satisfies aws.APIGatewayProxyHandler;
wrapHandler(typed<aws.APIGatewayProxyWithCognitoAuthorizerHandler>(), {
  throws,
}) satisfies aws.APIGatewayProxyWithCognitoAuthorizerHandler;
wrapHandler(typed<aws.APIGatewayProxyWithLambdaAuthorizerHandler<{ tenant: string }>>(), {
  throws,
}) satisfies aws.APIGatewayProxyWithLambdaAuthorizerHandler<{ tenant: string }>;
wrapAuthorizer(typed<aws.APIGatewayRequestAuthorizerHandler>(), {
  throws,
}) satisfies aws.APIGatewayRequestAuthorizerHandler;
wrapAuthorizer(typed<aws.APIGatewayRequestAuthorizerWithContextHandler<{ tenant: string }>>(), {
  throws,
}) satisfies aws.APIGatewayRequestAuthorizerWithContextHandler<{ tenant: string }>;
wrapAuthorizer(typed<aws.APIGatewayRequestIAMAuthorizerV2WithContextHandler<{ tenant: string }>>(), {
  throws,
}) satisfies aws.APIGatewayRequestIAMAuthorizerV2WithContextHandler<{ tenant: string }>;
wrapAuthorizer(typed<aws.APIGatewayTokenAuthorizerHandler>(), {
  throws,
}) satisfies aws.APIGatewayTokenAuthorizerHandler;
wrapAuthorizer(typed<aws.APIGatewayTokenAuthorizerWithContextHandler<{ tenant: string }>>(), {
  throws,
}) satisfies aws.APIGatewayTokenAuthorizerWithContextHandler<{ tenant: string }>;
wrapAppSync(typed<aws.AmplifyGraphQlResolverHandler>(), { throws }) satisfies aws.Handler;
wrapHandler(typed<aws.AppSyncAuthorizerHandler>(), { throws }) satisfies aws.AppSyncAuthorizerHandler;
wrapAppSyncBatch(typed<aws.AppSyncBatchResolverHandler<{ id: string }, string>>(), {
  throws,
}) satisfies aws.Handler;
wrapAppSync(typed<aws.AppSyncResolverHandler<{ id: string }, string>>(), { throws }) satisfies aws.Handler;
wrapHandler(typed<aws.AutoScalingScaleInHandler>(), { throws }) satisfies aws.AutoScalingScaleInHandler;
wrapHandler(typed<aws.CdkCustomResourceHandler>(), { throws }) satisfies aws.CdkCustomResourceHandler;
wrapHandler(typed<aws.CdkCustomResourceIsCompleteHandler>(), {
  throws,
}) satisfies aws.CdkCustomResourceIsCompleteHandler;
wrapCustomResource(typed<aws.CloudFormationCustomResourceHandler>(), {
  throws,
}) satisfies aws.CloudFormationCustomResourceHandler;
wrapEdge(typed<aws.CloudFrontRequestHandler>(), { throws }) satisfies aws.CloudFrontRequestHandler;
wrapEdge(typed<aws.CloudFrontResponseHandler>(), { throws }) satisfies aws.CloudFrontResponseHandler;
wrapHandler(typed<aws.CloudWatchAlarmHandler>(), { throws }) satisfies aws.CloudWatchAlarmHandler;
wrapHandler(typed<aws.CloudWatchLogsHandler>(), { throws }) satisfies aws.CloudWatchLogsHandler;
wrapHandler(typed<aws.CodeBuildCloudWatchStateHandler>(), {
  throws,
}) satisfies aws.CodeBuildCloudWatchStateHandler;
wrapHandler(typed<aws.CodeCommitHandler>(), { throws }) satisfies aws.CodeCommitHandler;
wrapHandler(typed<aws.CodePipelineCloudWatchActionHandler>(), {
  throws,
}) satisfies aws.CodePipelineCloudWatchActionHandler;
wrapHandler(typed<aws.CodePipelineCloudWatchHandler>(), {
  throws,
}) satisfies aws.CodePipelineCloudWatchHandler;
wrapHandler(typed<aws.CodePipelineCloudWatchPipelineHandler>(), {
  throws,
}) satisfies aws.CodePipelineCloudWatchPipelineHandler;
wrapHandler(typed<aws.CodePipelineCloudWatchStageHandler>(), {
  throws,
}) satisfies aws.CodePipelineCloudWatchStageHandler;
wrapHandler(typed<aws.CodePipelineHandler>(), { throws }) satisfies aws.CodePipelineHandler;
wrapCognito(typed<aws.CognitoUserPoolTriggerHandler>(), {
  throws,
}) satisfies aws.CognitoUserPoolTriggerHandler;
wrapHandler(typed<aws.ConnectContactFlowHandler>(), { throws }) satisfies aws.ConnectContactFlowHandler;
wrapCognito(typed<aws.CreateAuthChallengeTriggerHandler>(), {
  throws,
}) satisfies aws.CreateAuthChallengeTriggerHandler;
wrapAuthorizer(typed<aws.CustomAuthorizerHandler>(), { throws }) satisfies aws.CustomAuthorizerHandler;
wrapCognito(typed<aws.CustomEmailSenderTriggerHandler>(), {
  throws,
}) satisfies aws.CustomEmailSenderTriggerHandler;
wrapCognito(typed<aws.CustomMessageTriggerHandler>(), { throws }) satisfies aws.CustomMessageTriggerHandler;
wrapCognito(typed<aws.CustomSMSSenderTriggerHandler>(), {
  throws,
}) satisfies aws.CustomSMSSenderTriggerHandler;
wrapCognito(typed<aws.DefineAuthChallengeTriggerHandler>(), {
  throws,
}) satisfies aws.DefineAuthChallengeTriggerHandler;
wrapHandler(typed<aws.DynamoDBStreamHandler>(), { throws }) satisfies aws.DynamoDBStreamHandler;
wrapHandler(typed<aws.EventBridgeHandler<"OrderPlaced", { id: string }, string>>(), {
  throws,
}) satisfies aws.EventBridgeHandler<"OrderPlaced", { id: string }, string>;
wrapHandler(typed<aws.FirehoseTransformationHandler>(), {
  throws,
}) satisfies aws.FirehoseTransformationHandler;
wrapHandler(typed<aws.Handler<{ id: string }, { name: string }>>(), { throws }) satisfies aws.Handler<
  { id: string },
  { name: string }
>;
wrapCognito(typed<aws.InboundFederationTriggerHandler>(), {
  throws,
}) satisfies aws.InboundFederationTriggerHandler;
wrapHandler(typed<aws.IoTCustomAuthorizerHandler>(), { throws }) satisfies aws.IoTCustomAuthorizerHandler;
wrapHandler(typed<aws.IoTHandler>(), { throws }) satisfies aws.IoTHandler;
wrapHandler(typed<aws.IoTPreProvisioningHookHandler>(), {
  throws,
}) satisfies aws.IoTPreProvisioningHookHandler;
wrapHandler(typed<aws.KinesisStreamHandler>(), { throws }) satisfies aws.KinesisStreamHandler;
wrapHandler(typed<aws.KinesisStreamTumblingWindowHandler>(), {
  throws,
}) satisfies aws.KinesisStreamTumblingWindowHandler;
wrapHandler(typed<aws.LambdaFunctionURLHandler>(), { throws }) satisfies aws.LambdaFunctionURLHandler;
wrapHandler(typed<aws.LexHandler>(), { throws }) satisfies aws.LexHandler;
wrapHandler(typed<aws.LexV2Handler>(), { throws }) satisfies aws.LexV2Handler;
wrapHandler(typed<aws.MSKHandler>(), { throws }) satisfies aws.MSKHandler;
wrapCognito(typed<aws.PostAuthenticationTriggerHandler>(), {
  throws,
}) satisfies aws.PostAuthenticationTriggerHandler;
wrapCognito(typed<aws.PostConfirmationTriggerHandler>(), {
  throws,
}) satisfies aws.PostConfirmationTriggerHandler;
wrapCognito(typed<aws.PreAuthenticationTriggerHandler>(), {
  throws,
}) satisfies aws.PreAuthenticationTriggerHandler;
wrapCognito(typed<aws.PreSignUpTriggerHandler>(), { throws }) satisfies aws.PreSignUpTriggerHandler;
wrapCognito(typed<aws.PreTokenGenerationTriggerHandler>(), {
  throws,
}) satisfies aws.PreTokenGenerationTriggerHandler;
wrapCognito(typed<aws.PreTokenGenerationV2TriggerHandler>(), {
  throws,
}) satisfies aws.PreTokenGenerationV2TriggerHandler;
wrapCognito(typed<aws.PreTokenGenerationV3TriggerHandler>(), {
  throws,
}) satisfies aws.PreTokenGenerationV3TriggerHandler;
wrapHandler(typed<aws.ProxyHandler>(), { throws }) satisfies aws.ProxyHandler;
wrapHandler(typed<aws.S3BatchHandler>(), { throws }) satisfies aws.S3BatchHandler;
wrapHandler(typed<aws.S3Handler>(), { throws }) satisfies aws.S3Handler;
wrapHandler(typed<aws.S3NotificationEventBridgeHandler>(), {
  throws,
}) satisfies aws.S3NotificationEventBridgeHandler;
wrapHandler(typed<aws.SESHandler>(), { throws }) satisfies aws.SESHandler;
wrapHandler(typed<aws.SNSHandler>(), { throws }) satisfies aws.SNSHandler;
wrapHandler(typed<aws.SQSHandler>(), { throws }) satisfies aws.SQSHandler;
wrapHandler(typed<aws.ScheduledHandler>(), { throws }) satisfies aws.ScheduledHandler;
wrapHandler(typed<aws.SecretsManagerRotationHandler>(), {
  throws,
}) satisfies aws.SecretsManagerRotationHandler;
wrapHandler(typed<aws.SelfManagedKafkaHandler>(), { throws }) satisfies aws.SelfManagedKafkaHandler;
wrapStreamHandler(typed<aws.StreamifyHandler<{ id: string }, void>>(), {
  throws,
}) satisfies aws.StreamifyHandler<{ id: string }, void>;
wrapHandler(typed<aws.TransferFamilyAuthorizerHandler>(), {
  throws,
}) satisfies aws.TransferFamilyAuthorizerHandler;
wrapCognito(typed<aws.UserMigrationTriggerHandler>(), { throws }) satisfies aws.UserMigrationTriggerHandler;
wrapCognito(typed<aws.VerifyAuthChallengeResponseTriggerHandler>(), {
  throws,
}) satisfies aws.VerifyAuthChallengeResponseTriggerHandler;

/* With a callback, every one of them goes into wrapCallback. */

wrapCallback(typed<aws.ALBHandler>(), { throws }) satisfies aws.ALBHandler;
wrapCallback(typed<aws.APIGatewayAuthorizerHandler>(), { throws }) satisfies aws.APIGatewayAuthorizerHandler;
wrapCallback(typed<aws.APIGatewayAuthorizerWithContextHandler<{ tenant: string }>>(), {
  throws,
}) satisfies aws.APIGatewayAuthorizerWithContextHandler<{ tenant: string }>;
wrapCallback(typed<aws.APIGatewayProxyHandler>(), { throws }) satisfies aws.APIGatewayProxyHandler;
wrapCallback(typed<aws.APIGatewayProxyWithCognitoAuthorizerHandler>(), {
  throws,
}) satisfies aws.APIGatewayProxyWithCognitoAuthorizerHandler;
wrapCallback(typed<aws.APIGatewayProxyWithLambdaAuthorizerHandler<{ tenant: string }>>(), {
  throws,
}) satisfies aws.APIGatewayProxyWithLambdaAuthorizerHandler<{ tenant: string }>;
wrapCallback(typed<aws.APIGatewayRequestAuthorizerHandler>(), {
  throws,
}) satisfies aws.APIGatewayRequestAuthorizerHandler;
wrapCallback(typed<aws.APIGatewayRequestAuthorizerWithContextHandler<{ tenant: string }>>(), {
  throws,
}) satisfies aws.APIGatewayRequestAuthorizerWithContextHandler<{ tenant: string }>;
wrapCallback(typed<aws.APIGatewayRequestIAMAuthorizerV2WithContextHandler<{ tenant: string }>>(), {
  throws,
}) satisfies aws.APIGatewayRequestIAMAuthorizerV2WithContextHandler<{ tenant: string }>;
wrapCallback(typed<aws.APIGatewayTokenAuthorizerHandler>(), {
  throws,
}) satisfies aws.APIGatewayTokenAuthorizerHandler;
wrapCallback(typed<aws.APIGatewayTokenAuthorizerWithContextHandler<{ tenant: string }>>(), {
  throws,
}) satisfies aws.APIGatewayTokenAuthorizerWithContextHandler<{ tenant: string }>;
wrapCallback(typed<aws.AmplifyGraphQlResolverHandler>(), {
  throws,
}) satisfies aws.AmplifyGraphQlResolverHandler;
wrapCallback(typed<aws.AppSyncAuthorizerHandler>(), { throws }) satisfies aws.AppSyncAuthorizerHandler;
wrapCallback(typed<aws.AppSyncBatchResolverHandler<{ id: string }, string>>(), {
  throws,
}) satisfies aws.AppSyncBatchResolverHandler<{ id: string }, string>;
wrapCallback(typed<aws.AppSyncResolverHandler<{ id: string }, string>>(), {
  throws,
}) satisfies aws.AppSyncResolverHandler<{ id: string }, string>;
wrapCallback(typed<aws.AutoScalingScaleInHandler>(), { throws }) satisfies aws.AutoScalingScaleInHandler;
wrapCallback(typed<aws.CdkCustomResourceHandler>(), { throws }) satisfies aws.CdkCustomResourceHandler;
wrapCallback(typed<aws.CdkCustomResourceIsCompleteHandler>(), {
  throws,
}) satisfies aws.CdkCustomResourceIsCompleteHandler;
wrapCallback(typed<aws.CloudFormationCustomResourceHandler>(), {
  throws,
}) satisfies aws.CloudFormationCustomResourceHandler;
wrapCallback(typed<aws.CloudFrontRequestHandler>(), { throws }) satisfies aws.CloudFrontRequestHandler;
wrapCallback(typed<aws.CloudFrontResponseHandler>(), { throws }) satisfies aws.CloudFrontResponseHandler;
wrapCallback(typed<aws.CloudWatchAlarmHandler>(), { throws }) satisfies aws.CloudWatchAlarmHandler;
wrapCallback(typed<aws.CloudWatchLogsHandler>(), { throws }) satisfies aws.CloudWatchLogsHandler;
wrapCallback(typed<aws.CodeBuildCloudWatchStateHandler>(), {
  throws,
}) satisfies aws.CodeBuildCloudWatchStateHandler;
wrapCallback(typed<aws.CodeCommitHandler>(), { throws }) satisfies aws.CodeCommitHandler;
wrapCallback(typed<aws.CodePipelineCloudWatchActionHandler>(), {
  throws,
}) satisfies aws.CodePipelineCloudWatchActionHandler;
wrapCallback(typed<aws.CodePipelineCloudWatchHandler>(), {
  throws,
}) satisfies aws.CodePipelineCloudWatchHandler;
wrapCallback(typed<aws.CodePipelineCloudWatchPipelineHandler>(), {
  throws,
}) satisfies aws.CodePipelineCloudWatchPipelineHandler;
wrapCallback(typed<aws.CodePipelineCloudWatchStageHandler>(), {
  throws,
}) satisfies aws.CodePipelineCloudWatchStageHandler;
wrapCallback(typed<aws.CodePipelineHandler>(), { throws }) satisfies aws.CodePipelineHandler;
wrapCallback(typed<aws.CognitoUserPoolTriggerHandler>(), {
  throws,
}) satisfies aws.CognitoUserPoolTriggerHandler;
wrapCallback(typed<aws.ConnectContactFlowHandler>(), { throws }) satisfies aws.ConnectContactFlowHandler;
wrapCallback(typed<aws.CreateAuthChallengeTriggerHandler>(), {
  throws,
}) satisfies aws.CreateAuthChallengeTriggerHandler;
wrapCallback(typed<aws.CustomAuthorizerHandler>(), { throws }) satisfies aws.CustomAuthorizerHandler;
wrapCallback(typed<aws.CustomEmailSenderTriggerHandler>(), {
  throws,
}) satisfies aws.CustomEmailSenderTriggerHandler;
wrapCallback(typed<aws.CustomMessageTriggerHandler>(), { throws }) satisfies aws.CustomMessageTriggerHandler;
wrapCallback(typed<aws.CustomSMSSenderTriggerHandler>(), {
  throws,
}) satisfies aws.CustomSMSSenderTriggerHandler;
wrapCallback(typed<aws.DefineAuthChallengeTriggerHandler>(), {
  throws,
}) satisfies aws.DefineAuthChallengeTriggerHandler;
wrapCallback(typed<aws.DynamoDBStreamHandler>(), { throws }) satisfies aws.DynamoDBStreamHandler;
wrapCallback(typed<aws.EventBridgeHandler<"OrderPlaced", { id: string }, string>>(), {
  throws,
}) satisfies aws.EventBridgeHandler<"OrderPlaced", { id: string }, string>;
wrapCallback(typed<aws.FirehoseTransformationHandler>(), {
  throws,
}) satisfies aws.FirehoseTransformationHandler;
wrapCallback(typed<aws.Handler<{ id: string }, { name: string }>>(), { throws }) satisfies aws.Handler<
  { id: string },
  { name: string }
>;
wrapCallback(typed<aws.InboundFederationTriggerHandler>(), {
  throws,
}) satisfies aws.InboundFederationTriggerHandler;
wrapCallback(typed<aws.IoTCustomAuthorizerHandler>(), { throws }) satisfies aws.IoTCustomAuthorizerHandler;
wrapCallback(typed<aws.IoTHandler>(), { throws }) satisfies aws.IoTHandler;
wrapCallback(typed<aws.IoTPreProvisioningHookHandler>(), {
  throws,
}) satisfies aws.IoTPreProvisioningHookHandler;
wrapCallback(typed<aws.KinesisStreamHandler>(), { throws }) satisfies aws.KinesisStreamHandler;
wrapCallback(typed<aws.KinesisStreamTumblingWindowHandler>(), {
  throws,
}) satisfies aws.KinesisStreamTumblingWindowHandler;
wrapCallback(typed<aws.LambdaFunctionURLHandler>(), { throws }) satisfies aws.LambdaFunctionURLHandler;
wrapCallback(typed<aws.LexHandler>(), { throws }) satisfies aws.LexHandler;
wrapCallback(typed<aws.LexV2Handler>(), { throws }) satisfies aws.LexV2Handler;
wrapCallback(typed<aws.MSKHandler>(), { throws }) satisfies aws.MSKHandler;
wrapCallback(typed<aws.PostAuthenticationTriggerHandler>(), {
  throws,
}) satisfies aws.PostAuthenticationTriggerHandler;
wrapCallback(typed<aws.PostConfirmationTriggerHandler>(), {
  throws,
}) satisfies aws.PostConfirmationTriggerHandler;
wrapCallback(typed<aws.PreAuthenticationTriggerHandler>(), {
  throws,
}) satisfies aws.PreAuthenticationTriggerHandler;
wrapCallback(typed<aws.PreSignUpTriggerHandler>(), { throws }) satisfies aws.PreSignUpTriggerHandler;
wrapCallback(typed<aws.PreTokenGenerationTriggerHandler>(), {
  throws,
}) satisfies aws.PreTokenGenerationTriggerHandler;
wrapCallback(typed<aws.PreTokenGenerationV2TriggerHandler>(), {
  throws,
}) satisfies aws.PreTokenGenerationV2TriggerHandler;
wrapCallback(typed<aws.PreTokenGenerationV3TriggerHandler>(), {
  throws,
}) satisfies aws.PreTokenGenerationV3TriggerHandler;
wrapCallback(typed<aws.ProxyHandler>(), { throws }) satisfies aws.ProxyHandler;
wrapCallback(typed<aws.S3BatchHandler>(), { throws }) satisfies aws.S3BatchHandler;
wrapCallback(typed<aws.S3Handler>(), { throws }) satisfies aws.S3Handler;
wrapCallback(typed<aws.S3NotificationEventBridgeHandler>(), {
  throws,
}) satisfies aws.S3NotificationEventBridgeHandler;
wrapCallback(typed<aws.SESHandler>(), { throws }) satisfies aws.SESHandler;
wrapCallback(typed<aws.SNSHandler>(), { throws }) satisfies aws.SNSHandler;
wrapCallback(typed<aws.SQSHandler>(), { throws }) satisfies aws.SQSHandler;
wrapCallback(typed<aws.ScheduledHandler>(), { throws }) satisfies aws.ScheduledHandler;
wrapCallback(typed<aws.SecretsManagerRotationHandler>(), {
  throws,
}) satisfies aws.SecretsManagerRotationHandler;
wrapCallback(typed<aws.SelfManagedKafkaHandler>(), { throws }) satisfies aws.SelfManagedKafkaHandler;
wrapCallback(typed<aws.TransferFamilyAuthorizerHandler>(), {
  throws,
}) satisfies aws.TransferFamilyAuthorizerHandler;
wrapCallback(typed<aws.UserMigrationTriggerHandler>(), { throws }) satisfies aws.UserMigrationTriggerHandler;
wrapCallback(typed<aws.VerifyAuthChallengeResponseTriggerHandler>(), {
  throws,
}) satisfies aws.VerifyAuthChallengeResponseTriggerHandler;
