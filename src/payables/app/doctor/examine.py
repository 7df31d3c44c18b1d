"""All checks, in the order in which one stands on the other."""

from payables.app.doctor import deployment, machine
from payables.app.doctor.database import database
from payables.app.doctor.finding import Finding, ok, wrong
from payables.platform.settings import Settings, SettingsError, read_settings


async def examine() -> list[Finding]:
    """Without settings that can be read, only the machine is examined."""
    here = [machine.python(), machine.packages(), machine.tesseract()]
    try:
        settings = read_settings()
    except SettingsError as error:
        return [*here, wrong("settings", str(error))]
    return [*here, ok("settings", f"environment {settings.env}"), *await _deployment(settings)]


async def _deployment(settings: Settings) -> list[Finding]:
    return [
        machine.postgres_programs(settings),
        deployment.data_folder(settings),
        deployment.port(settings),
        *await database(settings),
    ]
