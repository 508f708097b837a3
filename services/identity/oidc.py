"""Signing in by a service outside: OpenID Connect, authorization code with PKCE, one service a deployment."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from secrets import compare_digest
from typing import Any, Final
from urllib.parse import urlencode

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from sqlalchemy.ext.asyncio import AsyncSession

from services.identity.commands import NewAccount, SignedIn, create_account, open_session, welcome
from services.identity.models import Account, Locale, OutsideIdentity
from services.identity.queries import find_account_by_email, find_account_by_outside_identity
from services.identity.rules import NAME_LENGTH, network_of, normal_email
from services.identity.sessions import new_token
from services.kit.actor import SYSTEM, Origin
from services.kit.database import Database
from services.kit.refusals import NotAllowed, RuleBroken
from services.kit.settings import Settings

SCOPE: Final = "openid email profile"
ALGORITHMS: Final = ("RS256", "PS256", "ES256", "EdDSA")
"""Signatures that only the service can make; never a shared secret, never none."""

TIMEOUT_SECONDS: Final = 10
LEEWAY_SECONDS: Final = 60
RETURN_PATH: Final = "/oidc/return"
SECRET_COUNT: Final = 3


@dataclass(frozen=True, slots=True)
class Departure:
    """Where the browser is sent, and the secrets it keeps until it comes back."""

    address: str
    kept: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """What the browser brings back: what it kept, and what the service gave it."""

    kept: str
    state: str
    code: str


async def depart(settings: Settings) -> Departure:
    """Begin a sign-in at the service."""
    issuer = _issuer(settings)
    state, nonce, verifier = (new_token() for _ in range(SECRET_COUNT))
    async with httpx.AsyncClient(timeout=TIMEOUT_SECONDS) as client:
        service = await _discover(client, issuer)
    asked = {
        "response_type": "code",
        "client_id": settings.oidc_client_id,
        "redirect_uri": return_address(settings),
        "scope": SCOPE,
        "state": state,
        "nonce": nonce,
        "code_challenge": _challenge(verifier),
        "code_challenge_method": "S256",
    }
    return Departure(f"{service['authorization_endpoint']}?{urlencode(asked)}", f"{state}.{nonce}.{verifier}")


async def arrive(database: Database, settings: Settings, arrival: Arrival, origin: Origin) -> SignedIn:
    """End a sign-in: the account that the service's person has here, or gets now."""
    secrets = arrival.kept.split(".")
    if len(secrets) != SECRET_COUNT or not compare_digest(secrets[0].encode(), arrival.state.encode()):
        raise NotAllowed("SIGN_IN_NOT_BEGUN_HERE")
    _, nonce, verifier = secrets
    claims = await _claims(settings, arrival.code, nonce, verifier)
    async with database.transaction(SYSTEM) as tx:
        account = await _account_of(tx, claims)
        await welcome(tx, account, network_of(origin.address))
        return await open_session(tx, account, origin)


def return_address(settings: Settings) -> str:
    return settings.public_url.rstrip("/") + RETURN_PATH


async def _claims(settings: Settings, code: str, nonce: str, verifier: str) -> Mapping[str, Any]:
    """What the service says of its person, in a token that it signed for us and for this sign-in."""
    issuer = _issuer(settings)
    given = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": return_address(settings),
        "code_verifier": verifier,
    }
    secret = settings.oidc_client_secret.get_secret_value()
    try:
        async with httpx.AsyncClient(timeout=TIMEOUT_SECONDS) as client:
            service = await _discover(client, issuer)
            auth = httpx.BasicAuth(settings.oidc_client_id, secret)
            answer = (await client.post(service["token_endpoint"], data=given, auth=auth)).raise_for_status().json()
            keys = KeySet.import_key_set((await client.get(service["jwks_uri"])).raise_for_status().json())
        claims = jwt.decode(answer["id_token"], keys, algorithms=ALGORITHMS).claims
        registry = jwt.JWTClaimsRegistry(
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": settings.oidc_client_id},
            nonce={"essential": True, "value": nonce},
            exp={"essential": True},
            sub={"essential": True},
        )
        registry.validate(claims)
    except (httpx.HTTPError, JoseError, KeyError, TypeError, ValueError) as error:
        raise NotAllowed("SERVICE_DID_NOT_VOUCH", reason=type(error).__name__) from error
    return claims


async def _account_of(tx: AsyncSession, claims: Mapping[str, Any]) -> Account:
    """By the subject the service knows them under; the first time by an e-mail address that the service vouches for."""
    issuer, subject = str(claims["iss"]), str(claims["sub"])
    known = await find_account_by_outside_identity(tx, issuer, subject)
    if known:
        return known
    email = normal_email(str(claims.get("email") or ""))
    if not email or claims.get("email_verified") is not True:
        raise NotAllowed("EMAIL_NOT_VERIFIED")
    account = await find_account_by_email(tx, email)
    if account is None:
        locale = Locale.ZH if str(claims.get("locale") or "zh").startswith("zh") else Locale.EN
        name = str(claims.get("name") or email.partition("@")[0])[:NAME_LENGTH]
        account = await create_account(tx, SYSTEM, NewAccount(email, name, locale), None)
    tx.add(OutsideIdentity(account_id=account.id, issuer=issuer, subject=subject))
    await tx.flush()
    return account


async def _discover(client: httpx.AsyncClient, issuer: str) -> Mapping[str, str]:
    """Where the service's doors are; it must call itself what we call it."""
    answer = await client.get(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    found: Mapping[str, str] = answer.raise_for_status().json()
    if found["issuer"] != issuer:
        raise ValueError("the service names another issuer")
    return found


def _issuer(settings: Settings) -> str:
    if not settings.oidc_issuer:
        raise RuleBroken("NO_OUTSIDE_SIGN_IN")
    return settings.oidc_issuer


def _challenge(verifier: str) -> str:
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
