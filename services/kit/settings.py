"""Settings from the environment: DATABASE_URL as everyone writes it, the rest with the prefix GREENBRIDGE_."""

from enum import StrEnum
from functools import cache
from pathlib import Path

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(StrEnum):
    """Development answers introspection and shows the API explorer; production does neither."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class MailSecurity(StrEnum):
    """How the mail server is spoken to: in the clear, encrypted after a greeting, encrypted from the first byte."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


class Settings(BaseSettings):
    """Everything a deployment may decide."""

    model_config = SettingsConfigDict(env_prefix="GREENBRIDGE_", env_ignore_empty=True)

    database_url: str | None = Field(
        default=None, validation_alias=AliasChoices("DATABASE_URL", "GREENBRIDGE_DATABASE_URL")
    )
    home: Path = Path(".greenbridge")
    environment: Environment = Environment.DEVELOPMENT
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    pool_size: int = Field(default=10, ge=2, le=200)
    public_url: str = "http://127.0.0.1:8000"
    """The address under which people reach this deployment; links in messages begin with it."""
    smtp_host: str | None = None
    """Without a mail server messages are kept in the folder `outbox` of `home`."""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_security: MailSecurity = MailSecurity.STARTTLS
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    mail_from: str = "GreenBridge <greenbridge@localhost>"
    oidc_issuer: str | None = None
    """The address of an OpenID Connect service whose people may sign in, as its tokens name it."""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    webhooks_to_loopback: bool = False
    """Let webhooks go to this very machine, unencrypted too; in development only."""
    session_days: int = Field(default=14, ge=1, le=90)
    secret_keys: SecretStr = SecretStr("")
    """Fernet keys, separated by commas: the first seals secrets that are stored, all of them open. Outside development
    second factors need one; `python -c "from cryptography.fernet import Fernet as F; print(F.generate_key().decode())"`
    makes one."""
    registered_only: bool = False
    """Answer no documents but the registered ones of frontend_schema/operations.json."""
    cost_budget: int = Field(default=1_000_000, ge=1_000)
    """How many rows one actor may ask one process for in a burst; a total counts as two hundred."""
    cost_per_second: int = Field(default=100_000, ge=100)
    """How much of it comes back every second."""
    upload_bytes: int = Field(default=64 * 1024 * 1024, ge=1024)
    """The largest spreadsheet."""
    material_bytes: int = Field(default=200 * 1024 * 1024, ge=1024)
    """The largest file that is attached to something, such as the materials of an entry."""
    s3_bucket: str | None = None
    """Keeps files in a bucket that speaks S3; without it in the folder `files` of `home`."""
    s3_prefix: str = "greenbridge"
    """What the names of its objects begin with. Nobody else may keep anything below it: what no row names is swept."""
    s3_endpoint: str | None = None
    """Where the bucket is, for others than Amazon's."""
    s3_region: str = "us-east-1"
    s3_access_key_id: str = ""
    s3_secret_access_key: SecretStr = SecretStr("")
    scan_command: str = ""
    """Looks at every file that comes in: run with its path, 0 means clean, 1 means not, anything else to ask again."""
    scan_seconds: int = Field(default=300, ge=1)
    solve_seconds: int = Field(default=600, ge=1)
    solve_memory_mb: int = Field(default=4096, ge=256)
    solves_at_once: int = Field(default=2, ge=1, le=64)

    @property
    def may_call_loopback(self) -> bool:
        return self.webhooks_to_loopback and self.is_development

    @property
    def is_development(self) -> bool:
        return self.environment is Environment.DEVELOPMENT


@cache
def get_settings() -> Settings:
    return Settings()
