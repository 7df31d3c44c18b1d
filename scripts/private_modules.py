"""An import-linter contract: what one capability may import of another.

import-linter's own kinds would need one contract per capability; this one reads the folder names.
"""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class PrivateModulesContract(Contract):
    """`root.<capability>.<part>` is private to its capability unless `part` is public.

    Options: `public` parts are open to every capability, `public_to_composition_root` also to `composition_root`;
    capabilities named in `open_to_all` have no private parts.
    """

    type_name = "private"

    root = fields.StringField()
    public = fields.SetField(subfield=fields.StringField())
    public_to_composition_root = fields.SetField(subfield=fields.StringField())
    composition_root = fields.StringField()
    open_to_all = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        illegal = [
            (importer, imported, lines_of(graph, importer, imported))
            for importer in sorted(graph.modules)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if not self._allows(importer, imported)
        ]
        return ContractCheck(kept=not illegal, metadata={"illegal": illegal})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported, lines in check.metadata["illegal"]:
            output.print_error(f"{importer} imports {imported} (line {lines})", bold=False)
        output.new_line()

    def _allows(self, importer: str, imported: str) -> bool:
        importing, target = importer.split("."), imported.split(".")
        if importing[0] != self.root or target[0] != self.root or len(importing) < 2 or len(target) < 3:
            return True
        if importing[1] == target[1] or target[1] in self.open_to_all:
            return True
        at_the_top = importing[1] == self.composition_root
        return target[2] in self.public or (at_the_top and target[2] in self.public_to_composition_root)


def lines_of(graph: ImportGraph, importer: str, imported: str) -> str:
    details = graph.get_import_details(importer=importer, imported=imported)
    return ", ".join(str(detail["line_number"]) for detail in details)
