"""What the operator may set: environment variables beginning with TISCHDECKE_, read once into one frozen object."""

from functools import cached_property
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting with its unit; docs/settings.md lists the same."""

    model_config = SettingsConfigDict(env_prefix="TISCHDECKE_", frozen=True)

    data: Path = Path("data")
    """Folder of the SQLite database and its secret key; files of the press lie here for a day."""
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    """SQLAlchemy address; empty means SQLite in the data folder."""
    public_url: str = ""
    """Address that phones use, such as https://cafe.example.org; empty means: taken from the request or the LAN."""
    host: str = "0.0.0.0"  # noqa: S104  phones on the LAN must reach it
    port: int = 8000
    behind_proxy: str = ""
    """Exact address of the reverse proxy whose X-Forwarded-* headers count; empty means none."""
    send_limit: int = 256 * 1024
    """Bytes that may wait for one slow screen before its socket is cut."""
    timezone: str = "Europe/Berlin"
    """Dates on screens and in exports are written in this zone."""
    heic: bool = False
    """Whether photos in HEIC are opened, for which the optional package has to be installed as well."""
    advisor: str = ""
    """Base address of a language model that speaks as OpenAI's, such as http://localhost:11434/v1; empty means none."""
    advisor_key: str = Field(default="", repr=False)
    """Sent to it as a bearer token; empty means none."""
    advisor_embedding: str = ""
    """Name of its model for vectors; empty means it is not asked for them."""
    advisor_chat: str = ""
    """Name of its model for names of themes; empty means it is not asked for them."""

    @cached_property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data / 'tischdecke.db'}"
