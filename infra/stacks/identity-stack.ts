import { Duration, RemovalPolicy, SecretValue, Stack, type StackProps, Validations } from "aws-cdk-lib";
import {
  AccountRecovery,
  CfnUserPoolClient,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  ProviderAttribute,
  StandardThreatProtectionMode,
  UserPool,
  type UserPoolClient,
  UserPoolClientIdentityProvider,
  UserPoolIdentityProviderOidc,
} from "aws-cdk-lib/aws-cognito";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import type { InstallationConfig } from "../config.ts";

const accessTokenMinutes = 10;
const refreshTokenHours = 12;
const rotationGraceSeconds = 10;
const passwordCharactersMin = 14;

/**
 * Who people are: one user pool, whose issuer, keys and claims are all that the functions see. Everybody has a second factor, for an applicant
 * signs and names a bank account as well as staff authorise; who comes by EU Login has it there.
 */
export class IdentityStack extends Stack {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly sessionKey: Secret;

  constructor(scope: Construct, id: string, props: StackProps & { readonly config: InstallationConfig }) {
    super(scope, id, props);
    const pool = this.userPool();
    const client = this.portalClient(pool, props.config);
    this.issuer = `https://cognito-idp.${this.region}.${this.urlSuffix}/${pool.userPoolId}`;
    this.clientId = client.userPoolClientId;
    const { defaultChild } = client.node;
    if (!(defaultChild instanceof CfnUserPoolClient)) throw new Error("The client of the user pool has no resource.");
    this.clientSecret = new Secret(this, "ClientSecret", {
      description: "What the portal proves itself with to the user pool.",
      secretStringValue: SecretValue.resourceAttribute(defaultChild.attrClientSecret),
    });
    this.sessionKey = new Secret(this, "SessionKey", {
      description: "Encrypts what the portal keeps of a session. A new value signs everybody out, and nothing else.",
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    for (const secret of [this.clientSecret, this.sessionKey])
      Validations.of(secret).acknowledge({
        id: "AwsSolutions-SMG4",
        reason:
          "The pool makes the one with its client, and the other may be replaced by hand at any time: people sign in again.",
      });
  }

  private userPool(): UserPool {
    return new UserPool(this, "People", {
      // Who is invited makes an account of their own; without a role it opens nothing.
      selfSignUpEnabled: true,
      signInAliases: { email: true },
      autoVerify: { email: true },
      standardAttributes: { email: { required: true, mutable: true }, fullname: { required: true, mutable: true } },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      passwordPolicy: {
        minLength: passwordCharactersMin,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
      },
      featurePlan: FeaturePlan.PLUS,
      standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  private portalClient(pool: UserPool, config: InstallationConfig): UserPoolClient {
    pool.addDomain("SignIn", {
      cognitoDomain: { domainPrefix: `eccc-grants-${config.stage}-${config.account}` },
      // The newer pages ask again who one is when the portal wants it (`prompt=login`).
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    const euLogin = this.euLogin(pool, config);
    const client = pool.addClient("Portal", {
      generateSecret: true,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.minutes(accessTokenMinutes),
      idTokenValidity: Duration.minutes(accessTokenMinutes),
      refreshTokenValidity: Duration.hours(refreshTokenHours),
      refreshTokenRotationGracePeriod: Duration.seconds(rotationGraceSeconds),
      oAuth: {
        flows: { authorizationCodeGrant: true, implicitCodeGrant: false, clientCredentials: false },
        scopes: [OAuthScope.OPENID, OAuthScope.PROFILE],
        callbackUrls: [`${config.siteOrigin}/auth/callback`],
        logoutUrls: [`${config.siteOrigin}/`],
      },
      supportedIdentityProviders: [
        UserPoolClientIdentityProvider.COGNITO,
        ...(euLogin === null ? [] : [UserPoolClientIdentityProvider.custom(euLogin.providerName)]),
      ],
    });
    if (euLogin !== null) client.node.addDependency(euLogin);
    return client;
  }

  /** EU Login, where the installation names it: its client is registered with the Commission, its secret put into the store by hand. */
  private euLogin(pool: UserPool, { euLogin }: InstallationConfig): UserPoolIdentityProviderOidc | null {
    if (euLogin === undefined) return null;
    return new UserPoolIdentityProviderOidc(this, "EuLogin", {
      userPool: pool,
      name: "EULogin",
      issuerUrl: euLogin.issuer,
      clientId: euLogin.clientId,
      clientSecret: SecretValue.secretsManager(euLogin.secretName).unsafeUnwrap(),
      scopes: ["openid", "email", "profile"],
      attributeMapping: { email: ProviderAttribute.other("email"), fullname: ProviderAttribute.other("name") },
    });
  }
}
