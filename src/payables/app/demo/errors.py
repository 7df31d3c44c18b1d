"""Why the demo cannot go on. The docstring is the sentence that its user reads."""

from payables.kit.errors import Sentence


class DemoStopped(Sentence):
    """The demo cannot go on."""


class OnlySandbox(DemoStopped):
    """PAYABLES_ENV is {env}, and the demo fills its database with invented tenants: run it without PAYABLES_ENV."""


class PortTaken(DemoStopped):
    """Port {port} of {host} is in use by another program: stop that one, or choose another with --port."""


class NoFreePort(DemoStopped):
    """The ports {first} to {last} of {host} are all in use: choose another with --port."""


class RunsAlready(DemoStopped):
    """A demo runs already in {data_dir}: stop it with Ctrl-C where it runs, or give this one its own --data-dir."""


class ChildEnded(DemoStopped):
    """{name} has ended with {code}; its log is {log}. Its last words: {words}"""


class NotReady(DemoStopped):
    """{name} did not get ready within {seconds:g} seconds: see {log}."""


class NothingRead(DemoStopped):
    """Nothing was read for {seconds:g} seconds while {count} documents wait: see worker.log beside the demo's data."""


class NoDocuments(DemoStopped):
    """{folder} has no document that can be read: PDF, JPG, PNG, TIFF or an XML e-invoice."""


class NoFolder(DemoStopped):
    """{folder} is not a folder that can be read: --files wants the folder with your documents."""


class NoSuchTenant(DemoStopped):
    """There is no tenant {tenant}: choose one of {known}."""


class NoSuchLocation(DemoStopped):
    """{tenant} has no location {location}: choose one of {known}."""


class OnlyWithFiles(DemoStopped):
    """--tenant, --location and --limit choose where documents of your own go: use them with --files DIR."""
