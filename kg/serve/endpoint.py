"""Requests to a triplestore over HTTP: logging in when it asks, and patience with what passes.

A user's name and password go out only after the store has asked for them, only to the addresses that were given, and
by digest where the store offers it. A redirect is told, not followed: to follow one, clients drop what they send.
"""

from __future__ import annotations

import http.client
import json
import re
import ssl
import time
from base64 import b64encode
from collections.abc import Callable, Iterable
from contextlib import suppress
from email.message import Message
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import (
    AbstractDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPRedirectHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
    parse_http_list,
)

from kg.errors import StoreError
from kg.reference.terms import clean

USER, PASSWORD = "KG_USER", "KG_PASSWORD"
ATTEMPTS = 5
TIMEOUT = 120.0
_LONGEST_PAUSE = 60.0
# What may be better in a moment; every other answer of the kind 4xx or 5xx is the store's last word.
_PASSING = frozenset((408, 425, 429, 500, 502, 503, 504))
_CLOSED = frozenset((301, 302, 303, 307, 308, 401, 403))
_BROKEN = (URLError, http.client.HTTPException, ConnectionError, TimeoutError)
_LOOPBACK = ("localhost", "127.", "::1")
_HEAD, _TAG = re.compile("^.*<body[^<>]*>", re.DOTALL | re.IGNORECASE), re.compile("<[^<>]{0,200}>")
_REMEDIES = {
    400: "if it is too much at a time, send less with --batch; else see the log of the store",
    401: f"set {USER} and {PASSWORD} to a user who may write",
    403: f"set {USER} and {PASSWORD} to a user who may write",
    404: "check the address, and that the data set or repository exists",
    405: "check that the address is the one for writing",
    413: "send less at a time with --batch",
}


_LARGEST = 64 << 20  # bytes of an answer
_LONGEST = 4000  # characters of an address that all stores take


class Endpoint:
    """Speaks with the addresses of one store.

    `attempts` are tries in all; between them `pause` is told to wait 0.5, 1, 2 … seconds, or as long as the store asks
    for, and why.
    """

    def __init__(
        self,
        urls: Iterable[str],
        user: str = "",
        password: str = "",
        attempts: int = ATTEMPTS,
        timeout: float = TIMEOUT,
        pause: Callable[[float, str], None] = lambda seconds, _reason: time.sleep(seconds),
    ) -> None:
        given = [checked(url) for url in urls if url]
        self._login = _Login(given, user, password) if user else None
        self._opener = _opener(given)
        self._attempts, self._timeout, self._pause = max(1, attempts), timeout, pause

    def send(self, method: str, url: str, body: bytes | None = None, **headers: str) -> bytes:
        """The body of the answer; headers are written `content_type=…`. Raises StoreError."""
        named = _named(headers)
        for attempt in range(1, self._attempts + 1):
            try:
                return self._once(method, url, body, named)
            except HTTPError as error:
                failure, reply = _refusal(url, error), error.headers
                if error.code not in _PASSING or attempt == self._attempts:
                    raise failure from error
            except _BROKEN as error:
                failure, reply = _breakage(url, error), None
                if attempt == self._attempts or _is_hopeless(error):
                    raise failure from error
            self._pause(_seconds(attempt, reply), failure.reason)
        raise AssertionError("the last attempt returns or raises")

    def greet(self, url: str, **headers: str) -> None:
        """Send nothing by POST, so that the store says who may write before much is on its way.

        A store that refuses a large body closes the connection before it has read it, and its reason is lost. Raises
        StoreError where it lets nobody in; what else it says of an empty body means nothing.
        """
        try:
            self._once("POST", url, b"", _named(headers))
        except HTTPError as error:
            if error.code in _CLOSED:
                raise _refusal(url, error) from error
        except _BROKEN:
            return  # what is sent next has more patience

    def select(self, url: str, query: str) -> list[dict[str, str]]:
        """The rows of a SELECT query as text; raises StoreError."""
        asked = with_query(url, urlencode({"query": query}))
        form_of_answer = "application/sparql-results+json"
        if len(asked) <= _LONGEST:
            answer = self.send("GET", asked, accept=form_of_answer)
        else:  # stores cut addresses that are too long
            address, _, form = asked.partition("?")
            kind = "application/x-www-form-urlencoded"
            answer = self.send("POST", address, form.encode(), accept=form_of_answer, content_type=kind)
        try:
            found = json.loads(answer)["results"]["bindings"]
            return [{name: str(term["value"]) for name, term in row.items()} for row in found]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise StoreError(url, "answers a query with no SPARQL results", "check --query-url") from error

    def _once(self, method: str, url: str, body: bytes | None, headers: dict[str, str]) -> bytes:
        request = Request(url, data=body, headers=headers, method=method)
        if self._login:
            self._login.sign(request)
        try:
            return self._open(request)
        except HTTPError as error:
            if error.code != 401 or not self._login or not self._login.learn(error.headers):
                raise
            error.close()
            self._login.sign(request)
            return self._open(request)

    def _open(self, request: Request) -> bytes:
        """The body of an answer, which has as much time as the first word of it had, and an end."""
        deadline = time.monotonic() + self._timeout
        answer = bytearray()
        with self._opener.open(request, timeout=self._timeout) as reply:
            while chunk := reply.read1(1 << 16):
                answer += chunk
                if time.monotonic() > deadline:
                    raise TimeoutError(f"its answer takes longer than {self._timeout:g} s")
                if len(answer) > _LARGEST:
                    raise http.client.HTTPException(f"its answer is larger than {_LARGEST >> 20} MB")
        return bytes(answer)


class _Login:
    """Signs requests once the store has told how: by digest where it offers that, else by basic."""

    def __init__(self, urls: Iterable[str], user: str, password: str) -> None:
        self._basic = "Basic " + b64encode(f"{user}:{password}".encode()).decode()
        passwords = HTTPPasswordMgrWithDefaultRealm()
        for url in urls:
            passwords.add_password(None, url, user, password)
        self._digest = AbstractDigestAuthHandler(passwords)
        self._passwords = passwords
        self._challenge: dict[str, str] | None = None

    def learn(self, headers: Message) -> bool:
        """Whether the headers of a 401 say how to log in."""
        offered = dict(_challenge(str(value)) for value in headers.get_all("WWW-Authenticate") or ())
        self._challenge = offered.get("digest", offered.get("basic"))
        return self._challenge is not None

    def sign(self, request: Request) -> None:
        """Say who asks, if the store has asked for it and the address is one of its own."""
        if self._challenge is None or self._passwords.find_user_password(None, request.full_url) == (None, None):
            return
        said = self._basic
        if "nonce" in self._challenge:
            said = f"Digest {self._digested(request, self._challenge)}"
        request.add_unredirected_header("Authorization", said)

    def _digested(self, request: Request, challenge: dict[str, str]) -> str | None:
        try:
            return self._digest.get_authorization(request, challenge)
        except UnicodeEncodeError as error:
            reason = "wants digest authentication, which takes names and passwords in ASCII only"
            raise StoreError(request.full_url, reason, f"use another user in {USER} and {PASSWORD}") from error


def _challenge(header: str) -> tuple[str, dict[str, str]]:
    """(scheme, what it says) of a WWW-Authenticate header."""
    scheme, _, rest = header.partition(" ")
    fields = (field.partition("=") for field in parse_http_list(rest))
    return scheme.lower(), {name: value.strip('"') for name, _, value in fields}


class _Stay(HTTPRedirectHandler):
    """Follows no redirect."""

    def redirect_request(self, *_: object) -> None:
        return None


def _opener(urls: Iterable[str]) -> OpenerDirector:
    """An opener that goes straight to this machine's own servers, whatever proxy the environment names."""
    near = all((urlsplit(url).hostname or "").startswith(_LOOPBACK) for url in urls)
    return build_opener(_Stay, *((ProxyHandler({}),) if near else ()))


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-").title(): value for name, value in headers.items()}


def checked(url: str) -> str:
    """The address of a store, if it is one; raises StoreError."""
    try:
        parts = urlsplit(url)
        port_is_right = parts.port is None or parts.port > 0
    except ValueError:
        parts, port_is_right = urlsplit(""), False
    if parts.scheme not in ("http", "https") or not parts.hostname or not port_is_right:
        raise StoreError(url, "is no address of a store", "give one such as http://127.0.0.1:7878/store")
    if parts.username or parts.password:
        where = f"{parts.scheme}://{parts.hostname}"
        raise StoreError(where, "has a name or password in the address", f"set {USER} and {PASSWORD} instead")
    if not url.isascii() or any(letter in url for letter in ' "<>\\^`{|}'):
        raise StoreError(url, "has characters that no address may have", "percent-encode them")
    return url


def with_query(url: str, query: str) -> str:
    """The address with some more behind its question mark.

    >>> with_query("http://a/b", "default"), with_query("http://a/b?c=d", "default")
    ('http://a/b?default', 'http://a/b?c=d&default')
    """
    return f"{url}{'&' if '?' in url else '?'}{query}"


def _seconds(attempt: int, headers: Message | None) -> float:
    """Seconds until the next attempt: what the store asks for, else twice as long each time."""
    asked = str(headers.get("Retry-After", "")) if headers else ""
    seconds = float(asked) if asked.isascii() and asked.isdigit() else 0.5 * 2 ** (attempt - 1)
    return min(seconds, _LONGEST_PAUSE)


def _is_hopeless(error: Exception) -> bool:
    """A certificate that is not trusted now will not be in a moment."""
    return isinstance(getattr(error, "reason", error), ssl.SSLCertVerificationError)


def _refusal(url: str, error: HTTPError) -> StoreError:
    if 300 <= error.code < 400:
        place = clean(error.headers.get("Location", "another address"))
        return StoreError(url, f"has moved to {place}", "give that address")
    said = ""
    with error, suppress(OSError, http.client.HTTPException):  # it may hang up before it has said all
        said = _first_words(error.read(4000))
    reason = clean(f"answers {error.code} {error.reason}") + (f" ({said})" if said else "")
    return StoreError(url, reason, _REMEDIES.get(error.code, "see the log of the store"))


def _first_words(body: bytes) -> str:
    """The beginning of what the store says, of a web page the text."""
    text = body.decode("utf-8", "replace")
    if page := _HEAD.match(text):
        text = _TAG.sub(" ", text[page.end() :])
    return " ".join(clean(text).split())[:300]


def _breakage(url: str, error: Exception) -> StoreError:
    cause = getattr(error, "reason", error)
    words = getattr(cause, "strerror", None) or str(cause) or type(cause).__name__
    return StoreError(url, f"does not answer ({words.lower()})", "check the address and that the store runs")
