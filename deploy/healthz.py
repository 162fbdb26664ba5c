"""Whether the desk beside this process is alive: prints what `GET /healthz` says; exit status 1 unless it is 200."""

import os
import sys
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException

SECONDS = 8


def main() -> int:
    """Ask once, past every proxy of the environment."""
    connection = HTTPConnection("127.0.0.1", int(os.environ.get("HTTP_PORT") or 8080), timeout=SECONDS)
    try:
        connection.request("GET", "/healthz")
        answer = connection.getresponse()
        print(answer.read().decode())
    except (OSError, HTTPException) as error:
        print(f"no answer: {error!r}")
        return 1
    return 0 if answer.status == HTTPStatus.OK else 1


if __name__ == "__main__":
    sys.exit(main())
