"""Add to the SBOM what no lock file names: works inside Qt's libraries, bundled system libraries, typeface and icons.

python packaging/finish_sbom.py dist/benchapp.cdx.json
"""

import json
import sys
from pathlib import Path

PARTS = Path(__file__).parent.parent / "resources" / "licences" / "parts.json"


def main(file: Path) -> None:
    """Add each part that the file does not list yet, with its licence."""
    bom = json.loads(file.read_text(encoding="utf-8"))
    listed = {component["name"].lower().replace("_", "-") for component in bom["components"]}
    for part in json.loads(PARTS.read_text(encoding="utf-8")):
        name = part["name"].lower().replace("_", "-")
        if name in listed or name == "qt for python":
            continue
        component = {
            "type": "library",
            "bom-ref": f"bundled-{name.replace(' ', '-')}",
            "name": part["name"],
            "licenses": [{"license": {"name": part["licence"]}}],
        }
        if part["version"]:
            component["version"] = part["version"]
        if part["where"]:
            component["description"] = f"bundled {part['where']}"
        bom["components"].append(component)
    bom["components"].sort(key=lambda component: component["bom-ref"])
    file.write_text(json.dumps(bom, indent=2, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{file}: {len(bom['components'])} components, CycloneDX {bom['specVersion']}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
