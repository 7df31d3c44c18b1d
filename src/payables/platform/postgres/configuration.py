"""The server's settings. Ours are written at every start; an operator's own go into local.conf, which is read last."""

from pathlib import Path

from payables.platform.postgres.folders import Folders

ALWAYS = {
    # Clients come through the socket alone; there is no network port to protect.
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "max_connections": "100",
    # Sized for a small machine with two cores that also runs the API and the readers.
    "shared_buffers": "128MB",
    "effective_cache_size": "1GB",
    "maintenance_work_mem": "64MB",
    "max_wal_size": "1GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "datestyle": "iso, ymd",
    "lc_messages": "C",
    # One file for each day of the week, the oldest overwritten.
    "logging_collector": "on",
    "log_directory": "log",
    "log_filename": "postgresql-%a.log",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
    "log_line_prefix": "%m [%p] %u@%d ",
    # Failed statements and their details carry people's and companies' data; the log does not.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
}

DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}

# For tests: a power failure may destroy the cluster, a crash of the server alone may not.
FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "4GB",
    "autovacuum_naptime": "10min",
}

LOGINS = "# Every login by password, over the socket only.\nlocal all all scram-sha-256\n"


def write(folders: Folders, *, durable: bool) -> None:
    """Write our settings and the rules of login beside the cluster, and what initdb found out below them.

    Nothing is written inside the cluster: that folder belongs to the user that postgres runs as, and root must not
    follow what such a user may have planted there.
    """
    values = {**ALWAYS, **(DURABLE if durable else FORGETFUL), "hba_file": str(folders.logins)}
    lines = [
        "# Written at every start: put changes into local.conf beside this file.\n",
        f"include = {_quoted(str(folders.data / 'postgresql.conf'))}\n",
        *(f"{name} = {_quoted(value)}\n" for name, value in values.items()),
        "include_if_exists = 'local.conf'\n",
    ]
    _write(folders.configuration, "".join(lines))
    _write(folders.logins, LOGINS)


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def _write(path: Path, text: str) -> None:
    path.write_text(text)
    # No secret in it, and the user that postgres runs as must read it.
    path.chmod(0o644)
