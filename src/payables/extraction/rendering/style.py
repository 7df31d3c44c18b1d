"""How the rendering looks, on a screen and on A4, and the policy that lets a browser take this and nothing else."""

import base64
import hashlib

CSS = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { font: 14px/1.45 system-ui, sans-serif; color: #1c1c1c; background: #fff; max-width: 62rem; margin: 2rem auto;
  padding: 0 1.25rem; }
h1 { font-size: 1.5rem; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1rem; margin: 1.75rem 0 .5rem; border-bottom: 1px solid #b9b9b9; padding-bottom: .2rem; }
p { margin: .2rem 0; }
p, dd, td { overflow-wrap: anywhere; white-space: pre-line; }
.what { color: #555; }
.parties { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 1.25rem; }
.parties h2 { margin-top: 1rem; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: .5rem 1.25rem; margin: 0; }
dl + dl { border-top: 1px solid #e3e3e3; margin-top: .5rem; padding-top: .5rem; }
p + dl { margin-top: .5rem; }
dt { color: #555; font-size: .85em; }
dd { margin: 0; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; color: #555; font-size: .85em; font-weight: 600; }
th, td { padding: .3rem .6rem .3rem 0; vertical-align: top; border-bottom: 1px solid #e3e3e3; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.small { color: #555; font-size: .9em; }
.below td:first-child { padding-left: 1rem; }
.sum td { font-weight: 700; border-top: 2px solid #1c1c1c; }
.totals { margin-left: auto; max-width: 24rem; }
.findings { border: 1px solid #b9b9b9; border-radius: 4px; padding: .2rem 1rem .7rem; margin-top: 1rem; }
.findings h2 { border: 0; margin-top: .5rem; }
.findings li { margin: .25rem 0; }
.findings .error { color: #8c1111; }
.findings .warning { color: #6b4700; }
footer { margin-top: 2rem; color: #555; font-size: .85em; }
@page { size: A4; margin: 16mm; }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 10pt; } tr, .findings { break-inside: avoid; }
  thead { display: table-header-group; } h2 { break-after: avoid; } }
"""

_HASH = base64.b64encode(hashlib.sha256(CSS.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox"
