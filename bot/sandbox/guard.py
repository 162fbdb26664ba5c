"""Who may talk to the sandbox: this machine, by its own names, and no page but the sandbox's own."""

from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
LETTER_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
HEADERS = {
    "Content-Security-Policy": PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
MOST_PATH, MOST_NAME = 1000, 200
OWN = ("same-origin", "none")
"""What a browser says of requests by the page itself, and by whoever types the address."""
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def guarded(app: web.Application) -> None:
    """Let nobody else at anything of an application, and tell browsers what its answers may do."""
    app.middlewares.append(_refusing)
    app.on_response_prepare.append(_headed)


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine and nothing else."""
    try:
        return ip_address(host).is_loopback
    except ValueError:  # a name
        return host == "localhost"


@web.middleware
async def _refusing(request: web.Request, handler: Handler) -> web.StreamResponse:
    if len(request.rel_url.raw_path) > (MOST_NAME if request.path.startswith("/static/") else MOST_PATH):
        return web.json_response({"error": "the path is too long"}, status=414)
    why = _fault(request)
    return await handler(request) if why is None else web.json_response({"error": why}, status=403)


def _fault(request: web.Request) -> str | None:
    """Say what is wrong with where a request comes from: a name that was rebound, or somebody else's page."""
    bound = request.transport and request.transport.get_extra_info("sockname")
    if not bound or not is_loopback(bound[0]):
        return "the sandbox is for this machine only"
    hosts = request.headers.getall("Host", [])
    if len(hosts) != 1 or not _is_own(hosts[0], bound[1]):
        return "the sandbox answers to 127.0.0.1, [::1] and localhost with its own port only"
    if any(origin != f"http://{hosts[0]}" for origin in request.headers.getall("Origin", [])):
        return "another page may not talk to the sandbox"
    if request.headers.get("Sec-Fetch-Site", "none") not in OWN and not _opens_page(request):
        return "another page may not talk to the sandbox"
    return None


def _opens_page(request: web.Request) -> bool:
    """A link to the page itself may stand anywhere."""
    return request.path == "/" and request.method == "GET" and request.headers.get("Sec-Fetch-Mode") == "navigate"


def _is_own(host: str, port: int) -> bool:
    try:
        parts = urlsplit(f"//{host}")
        return (
            parts.netloc == host
            and parts.username is None
            and is_loopback(parts.hostname or "")
            and (parts.port or 80) == port
        )
    except ValueError:
        return False


async def _headed(_request: web.Request, response: web.StreamResponse) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
