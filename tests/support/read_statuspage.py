"""What a public client of Statuspage makes of an address, as JSON: run with that client's own
settings in the environment.
"""

import json
import sys

from statuspage_prometheus_exporter.service_checker import check_status_page_service


def main() -> None:
    service = {"name": "ours", "type": "status_page", "url": sys.argv[1]}
    sys.stdout.write(json.dumps(check_status_page_service("ours", service), default=str))


if __name__ == "__main__":
    main()
